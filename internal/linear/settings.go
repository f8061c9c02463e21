package linear

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"favour/internal/assessment"
	"favour/internal/settings"
)

// What a person has set, for all their assessments. What is changed holds at once,
// but for what is of the app and not of the conversation: its colours, its mouse and
// its keys.

// newSettings is what is set, and where that is kept.
func newSettings() *listing {
	m := &listing{title: "the settings", takes: "usual", help: "A number changes that setting. Usual and a number puts it back to what is usual."}
	m.heads = func(s *session) []string {
		f, err := s.Keeper.Read()
		lines := []string{"Settings, for all your assessments"}
		switch path := s.Keeper.Path(); path {
		case "":
			lines = append(lines, "They are kept until you quit.")
		default:
			lines = append(lines, "They are kept in "+path+", which you can read and edit.")
		}
		if err != nil {
			return append(lines, asSentence(err))
		}
		for _, c := range f.Complaints {
			lines = append(lines, assessment.Capital(c.String()))
		}
		return lines
	}
	m.rows = func(s *session) []row {
		f, err := s.Keeper.Read()
		if err != nil {
			f.Settings = s.Settings
		}
		var rows []row
		for _, x := range settings.All() {
			words := x.Title + ": " + s.settingWords(f, x)
			if x.Name == "name" && s.author.Name != f.Settings.Name {
				words += "; for now you are " + s.author.Name
			}
			rows = append(rows, row{text: words, key: x.Name, open: func(s *session) error { return s.changeSetting(x) }})
		}
		return append(rows, row{text: "Keys of the app: " + keysWords(f.Settings), key: "keys", open: func(s *session) error {
			s.say("Keys are of the app, and nothing here has one. favour settings sets them, and favour help settings lists them.")
			return nil
		}})
	}
	m.here = func(*session) []command {
		return []command{{names: []string{"usual"}, args: "NUMBER", what: "put a setting back to what is usual", do: func(s *session, args string) error {
			r, ok := m.numbered(s, args, "usual")
			if !ok {
				return nil
			}
			all := settings.All()
			if i := slices.IndexFunc(all, func(x settings.Setting) bool { return x.Name == r.key }); i >= 0 {
				s.asUsual(all[i])
			} else {
				s.keysAsUsual()
			}
			return nil
		}}}
	}
	return m
}

// settingWords is what is set, and on which line of the file; or what is usual.
func (s *session) settingWords(f settings.File, x settings.Setting) string {
	value := cmp.Or(x.Of(f.Settings), x.Usual)
	switch n := f.Line(x.Name); {
	case n == 0:
		return value + ", as usual"
	case s.Keeper.Path() == "":
		return value
	default:
		return fmt.Sprintf("%s, on line %d", value, n)
	}
}

func keysWords(set settings.Settings) string {
	n := len(set.Keys)
	if n == 0 {
		return "as usual"
	}
	return fmt.Sprintf("%d %s with %s of your own", n, assessment.Plural(n, "action", "actions"), assessment.Plural(n, "a key", "keys"))
}

// changeSetting asks for a setting anew, and keeps it.
func (s *session) changeSetting(x settings.Setting) error {
	defer s.within()()
	if x.Name == "name" || x.Name == "role" {
		return s.changeAuthor("")
	}
	now := x.Of(s.Settings)
	s.say("%s.", x.What)
	if x.Values != nil {
		byDefault := 0
		for i, v := range x.Values {
			if v == now {
				byDefault = i + 1
			}
		}
		n, err := s.choose(x.Title, x.Values, byDefault, "")
		if err == nil && x.Values[n-1] != now {
			s.setTo(x, x.Values[n-1])
		}
		return err
	}
	p := prompt{what: x.Title, text: true, path: true, enter: "leaves it as usual", help: x.What + ".", here: []command{
		{names: []string{"usual"}, what: "put it back to what is usual, " + x.Usual, do: func(*session, string) error { return errEmpty }},
	}}
	if now != "" {
		p.takes, p.enter = "/usual", "keeps "+assessment.Shorten(now)
	}
	for {
		r, err := s.ask(p)
		switch {
		case isEmpty(err):
			s.asUsual(x)
			return nil
		case err != nil || r.empty:
			return err
		}
		value := strings.Join(strings.Fields(r.text), " ")
		if _, err := settings.Parse(nil).With(x.Name, value); err != nil {
			s.say("%s", asSentence(err))
			continue
		}
		s.setTo(x, value)
		return nil
	}
}

// setTo keeps a value of a setting, and says so.
func (s *session) setTo(x settings.Setting, value string) {
	said := x.Title + ": " + value + "."
	if x.Name == "theme" || x.Name == "mouse" {
		said += " It is of the app, and changes nothing here."
	}
	s.keepSettings(said, func(f settings.File) (settings.File, error) { return f.With(x.Name, value) })
}

// asUsual puts a setting back to what is usual, and says so.
func (s *session) asUsual(x settings.Setting) {
	s.keepSettings(x.Title+": as usual, "+x.Usual+".", func(f settings.File) (settings.File, error) { return f.Without(x.Name) })
}

// keysAsUsual gives every action of the app its own keys back.
func (s *session) keysAsUsual() {
	s.keepSettings("All keys are as usual.", func(f settings.File) (settings.File, error) {
		var err error
		for id := range f.Settings.Keys {
			if f, err = f.Without("keys." + id); err != nil {
				return f, err
			}
		}
		return f, nil
	})
}

// keepSettings keeps a change of the settings, puts it into force, and says so.
func (s *session) keepSettings(said string, change func(settings.File) (settings.File, error)) {
	f, err := s.Keeper.Change(change)
	if err != nil {
		s.say("It was not changed. %s", asSentence(err))
		return
	}
	s.use(f.Settings)
	s.say("%s", said)
}

// use puts settings into force. Who is at work stays who they said they are.
func (s *session) use(set settings.Settings) {
	s.Settings = set
	if s.isOpen {
		s.a = s.shown(s.a)
	}
}

// exportDir is where exports go unless another folder is typed.
func (s *session) exportDir() string { return cmp.Or(s.Settings.Exports, s.ExportDir) }

// asSentence is what err says, with a capital and an end.
func asSentence(err error) string {
	text := assessment.Capital(err.Error())
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}
