package prose

import (
	"slices"
	"strings"
)

// A Command is something that can be done with a text other than to type a
// character into it. Its keys are those of other editors on Windows and of the
// command line on Unix, but for those that mean something else everywhere in the
// app: Ctrl+P, Ctrl+E and Ctrl+S.
type Command struct {
	ID   string   // stable: a name by which it is known to settings
	Keys []string // as Bubble Tea names them
	Name string   // a word or two
	What string   // a sentence

	do func(*Text) Done
	to func(*Text) int // of a motion: where the cursor goes, and with Shift selects up to; nil for what is none
	// keeps marks the motions that keep to the column from which the first of
	// several set out.
	keeps bool
}

// Do does the command.
func (c Command) Do(t *Text) Done {
	if c.to != nil {
		return t.move(c, false)
	}
	return c.do(t)
}

// Commands are all there are.
var Commands = []Command{
	{ID: "undo", Keys: []string{"ctrl+z", "ctrl+_"}, Name: "undo typing", What: "Take back what was typed last in this text", do: (*Text).undo},
	{ID: "redo", Keys: []string{"ctrl+y", "ctrl+shift+z"}, Name: "redo typing", What: "Type again what was taken back", do: (*Text).redo},
	{ID: "select-all", Keys: []string{"ctrl+g", "alt+a"}, Name: "select all", What: "Select the whole text; Shift with any key that moves the cursor selects a part", do: (*Text).selectAll},
	{ID: "copy", Keys: []string{"alt+w", "ctrl+insert", "ctrl+shift+c"}, Name: "copy", What: "Copy what is selected, to the terminal's clipboard too where the terminal lets it", do: (*Text).copy},
	{ID: "cut", Keys: []string{"ctrl+x", "shift+delete"}, Name: "cut", What: "Cut out what is selected", do: (*Text).cut},
	{ID: "put", Keys: []string{"ctrl+v", "shift+insert"}, Name: "put in", What: "Put in what was copied or cut in favour last; the terminal's own paste works as well", do: (*Text).put},

	motion("left", "one character back", func(t *Text) int { return t.before(t.at) }, "left", "ctrl+b"),
	motion("right", "one character on", func(t *Text) int { return t.after(t.at) }, "right", "ctrl+f"),
	motion("word-left", "to the beginning of a word", func(t *Text) int { return t.wordStart(t.at) }, "ctrl+left", "alt+left", "alt+b"),
	motion("word-right", "to the end of a word", func(t *Text) int { return t.wordEnd(t.at) }, "ctrl+right", "alt+right", "alt+f"),
	vertical("up", "one row up", func(t *Text) int { return t.down(-1) }, "up"),
	vertical("down", "one row down", func(t *Text) int { return t.down(1) }, "down", "ctrl+n"),
	motion("row-start", "to the beginning of the row, and then of the line", func(t *Text) int { return t.rowStart(t.at) }, "home", "ctrl+a"),
	motion("row-end", "to the end of the row, and then of the line", func(t *Text) int { return t.rowEnd(t.at) }, "end"),
	motion("paragraph-up", "to the beginning of a paragraph", func(t *Text) int { return t.paragraphStart(t.at) }, "ctrl+up", "alt+up", "alt+{"),
	motion("paragraph-down", "to the end of a paragraph", func(t *Text) int { return t.paragraphEnd(t.at) }, "ctrl+down", "alt+down", "alt+}"),
	vertical("page-up", "one page up", func(t *Text) int { return t.page(-1) }, "pgup", "alt+v"),
	vertical("page-down", "one page down", func(t *Text) int { return t.page(1) }, "pgdown"),
	motion("start", "to the beginning of the text", func(*Text) int { return 0 }, "ctrl+home", "alt+<"),
	motion("end", "to the end of the text", func(t *Text) int { return len(t.text) }, "ctrl+end", "alt+>"),

	eraser("erase", "the character before the cursor", erasing, func(t *Text) int { return t.before(t.at) }, "backspace", "ctrl+h", "shift+backspace"),
	eraser("delete", "the character at the cursor", pulling, func(t *Text) int { return t.after(t.at) }, "delete", "ctrl+d"),
	eraser("erase-word", "the word before the cursor", apart, func(t *Text) int { return t.wordStart(t.at) }, "ctrl+w", "alt+backspace", "ctrl+backspace"),
	eraser("delete-word", "the word behind the cursor", apart, func(t *Text) int { return t.wordEnd(t.at) }, "alt+d", "ctrl+delete", "alt+delete"),
	killer("kill-start", "the line before the cursor", func(t *Text) int { return t.lineStart(t.at) }, "ctrl+u"),
	killer("kill-end", "the line behind the cursor, or its break", (*Text).lineRest, "ctrl+k"),
	{ID: "line", Keys: []string{"enter", "ctrl+m", "ctrl+j", "shift+enter", "alt+enter"}, Name: "new line", What: "Begin a new line", do: func(t *Text) Done { return t.typed("\n") }},
}

func motion(id, what string, to func(*Text) int, keys ...string) Command {
	return Command{ID: id, Keys: keys, Name: what, What: "Move " + what, to: to}
}

func vertical(id, what string, to func(*Text) int, keys ...string) Command {
	c := motion(id, what, to, keys...)
	c.keeps = true
	return c
}

// eraser is a command that takes out what is selected, or else what is between
// the cursor and the place that to names.
func eraser(id, what string, k kind, to func(*Text) int, keys ...string) Command {
	return Command{ID: id, Keys: keys, Name: "erase " + what, What: "Erase " + what, do: func(t *Text) Done {
		if from, end := t.selection(); from != end {
			return t.remove(from, end, apart)
		}
		p := to(t)
		return t.remove(min(p, t.at), max(p, t.at), k)
	}}
}

// lineRest is the end of the line of the cursor, and behind it the next line.
func (t *Text) lineRest() int {
	if end := t.lineEnd(t.at); end > t.at {
		return end
	}
	return min(t.at+1, len(t.text))
}

// killer is an eraser that keeps what it takes out, to be put in elsewhere.
func killer(id, what string, to func(*Text) int, keys ...string) Command {
	return Command{ID: id, Keys: keys, Name: "cut " + what, What: "Cut out " + what, do: func(t *Text) Done {
		p := to(t)
		from, end := min(p, t.at), max(p, t.at)
		if from == end {
			return Done{}
		}
		t.Clip.text = string(t.text[from:end])
		return t.remove(from, end, apart)
	}}
}

// Press does what a key stands for: the command that has it, or else typed, which
// is the text that the key gives and may have several characters, as an input
// method gives them. It does nothing for a key that stands for nothing.
func (t *Text) Press(key, typed string) Done {
	if c, ok := commandOf(key); ok {
		return c.Do(t)
	}
	if plain := strings.Replace(key, "shift+", "", 1); plain != key {
		if c, ok := commandOf(plain); ok && c.to != nil {
			return t.move(c, true)
		}
	}
	if typed == "" {
		return Done{}
	}
	return t.typed(typed)
}

func commandOf(key string) (Command, bool) {
	i := slices.IndexFunc(Commands, func(c Command) bool { return slices.Contains(c.Keys, key) })
	if i < 0 {
		return Command{}, false
	}
	return Commands[i], true
}

// move puts the cursor where to says. What was selected is no more, unless the
// move is to select.
func (t *Text) move(c Command, selecting bool) Done {
	if !c.keeps {
		t.goal = -1
	}
	p := c.to(t)
	switch from, to := t.selection(); {
	case selecting && t.mark < 0:
		t.mark = t.at
	case selecting:
	case from != to && c.ID == "left":
		p = from
	case from != to && c.ID == "right":
		p = to
	}
	if !selecting {
		t.mark = -1
	}
	t.at, t.past.last = p, apart
	t.settle()
	return Done{}
}

func (t *Text) selectAll() Done {
	t.mark, t.at, t.past.last = 0, len(t.text), apart
	t.settle()
	return Done{}
}

// nothingSelected is said where a key needs something selected.
const nothingSelected = "Nothing is selected. Hold Shift while you move the cursor to select."

func (t *Text) copy() Done {
	s := t.Selected()
	if s == "" {
		return Done{Refused: nothingSelected}
	}
	t.Clip.text, t.mark = s, -1
	return Done{Copied: s}
}

func (t *Text) cut() Done {
	s := t.Selected()
	if s == "" {
		return Done{Refused: nothingSelected}
	}
	from, to := t.selection()
	t.Clip.text = s
	d := t.remove(from, to, apart)
	d.Copied = s
	return d
}

func (t *Text) put() Done {
	if t.Clip.text == "" {
		return Done{Refused: "Nothing was copied or cut in favour yet. Use your terminal's own paste for what you copied elsewhere."}
	}
	return t.Insert(t.Clip.text)
}
