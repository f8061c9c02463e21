package prose

import (
	"slices"
	"strings"
)

// A command is something that can be done with a text other than to type a
// character into it. Its keys are those of other editors on Windows and of the
// command line on Unix, but for those that mean something else everywhere in the
// app: Ctrl+P, Ctrl+E and Ctrl+S.
type command struct {
	id   string   // of what the app has keys for, and others may be set
	keys []string // of what it has not, as Bubble Tea names them
	do   func(*Text) Done
	to   func(*Text) int // of a motion: where the cursor goes, and with Shift selects up to; nil for what is none
	// keeps marks the motions that keep to the column from which the first of
	// several set out.
	keeps bool
	// leaves is where a motion goes where something is selected; nil for where it
	// goes otherwise.
	leaves func(from, to int) int
}

func toStart(from, _ int) int { return from }
func toEnd(_, to int) int     { return to }

var commands = []command{
	{id: Undo, do: (*Text).undo},
	{id: Redo, do: (*Text).redo},
	{id: SelectAll, do: (*Text).selectAll},
	{id: Copy, do: (*Text).copy},
	{id: Cut, do: (*Text).cut},
	{id: Put, do: (*Text).put},

	{to: func(t *Text) int { return t.before(t.at) }, keys: []string{"left", "ctrl+b"}, leaves: toStart},
	{to: func(t *Text) int { return t.after(t.at) }, keys: []string{"right", "ctrl+f"}, leaves: toEnd},
	motion(func(t *Text) int { return t.wordStart(t.at) }, "ctrl+left", "alt+left", "alt+b"),
	motion(func(t *Text) int { return t.wordEnd(t.at) }, "ctrl+right", "alt+right", "alt+f"),
	vertical(func(t *Text) int { return t.down(-1) }, "up"),
	vertical(func(t *Text) int { return t.down(1) }, "down", "ctrl+n"),
	motion(func(t *Text) int { return t.rowStart(t.at) }, "home", "ctrl+a"),
	motion(func(t *Text) int { return t.rowEnd(t.at) }, "end"),
	motion(func(t *Text) int { return t.paragraphStart(t.at) }, "ctrl+up", "alt+up", "alt+{"),
	motion(func(t *Text) int { return t.paragraphEnd(t.at) }, "ctrl+down", "alt+down", "alt+}"),
	vertical(func(t *Text) int { return t.page(-1) }, "pgup", "alt+v"),
	vertical(func(t *Text) int { return t.page(1) }, "pgdown"),
	motion(func(*Text) int { return 0 }, "ctrl+home", "alt+<"),
	motion(func(t *Text) int { return len(t.text) }, "ctrl+end", "alt+>"),

	eraser(erasing, func(t *Text) int { return t.before(t.at) }, "backspace", "ctrl+h", "shift+backspace"),
	eraser(pulling, func(t *Text) int { return t.after(t.at) }, "delete", "ctrl+d"),
	eraser(apart, func(t *Text) int { return t.wordStart(t.at) }, "ctrl+w", "alt+backspace", "ctrl+backspace"),
	eraser(apart, func(t *Text) int { return t.wordEnd(t.at) }, "alt+d", "ctrl+delete", "alt+delete"),
	killer(func(t *Text) int { return t.lineStart(t.at) }, "ctrl+u"),
	killer((*Text).lineRest, "ctrl+k"),
	{keys: []string{"enter", "ctrl+m", "ctrl+j", "shift+enter", "alt+enter"}, do: func(t *Text) Done { return t.typed("\n") }},
}

func motion(to func(*Text) int, keys ...string) command {
	return command{keys: keys, to: to}
}

func vertical(to func(*Text) int, keys ...string) command {
	return command{keys: keys, to: to, keeps: true}
}

// eraser is a command that takes out what is selected, or else what is between
// the cursor and the place that to names.
func eraser(k kind, to func(*Text) int, keys ...string) command {
	return command{keys: keys, do: func(t *Text) Done {
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
func killer(to func(*Text) int, keys ...string) command {
	return command{keys: keys, do: func(t *Text) Done {
		p := to(t)
		from, end := min(p, t.at), max(p, t.at)
		if from == end {
			return Done{}
		}
		t.Clip.text = string(t.text[from:end])
		return t.remove(from, end, apart)
	}}
}

// The commands for which the app has keys; see Do.
const (
	Undo      = "undo"
	Redo      = "redo"
	SelectAll = "select-all"
	Copy      = "copy"
	Cut       = "cut"
	Put       = "put" // what was copied or cut last
)

// Do does the command with that id.
func (t *Text) Do(id string) Done {
	i := slices.IndexFunc(commands, func(c command) bool { return c.id == id })
	return commands[i].do(t)
}

// Press does what a key stands for: the command that has it, or else typed, which
// is the text that the key gives and may have several characters, as an input
// method gives them. It does nothing for a key that stands for nothing.
func (t *Text) Press(key, typed string) Done {
	if c, ok := commandOf(key); ok {
		if c.to != nil {
			return t.move(c, false)
		}
		return c.do(t)
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

func commandOf(key string) (command, bool) {
	i := slices.IndexFunc(commands, func(c command) bool { return slices.Contains(c.keys, key) })
	if i < 0 {
		return command{}, false
	}
	return commands[i], true
}

// move puts the cursor where to says. What was selected is no more, unless the
// move is to select.
func (t *Text) move(c command, selecting bool) Done {
	if !c.keeps {
		t.goal = -1
	}
	p := c.to(t)
	switch from, to := t.selection(); {
	case selecting && t.mark < 0:
		t.mark = t.at
	case selecting:
	case from != to && c.leaves != nil:
		p = c.leaves(from, to)
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
