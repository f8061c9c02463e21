package settings_test

import (
	"slices"
	"strings"
	"testing"

	"favour/internal/settings"
)

// usually is what is usual, changed.
func usually(change func(*settings.Settings)) settings.Settings {
	s := settings.Usual()
	if change != nil {
		change(&s)
	}
	return s
}

func TestParse(t *testing.T) {
	tests := []struct {
		name, src string
		want      settings.Settings
		wrong     []string // what is complained of, as it begins
	}{
		{"nothing", "", usually(nil), nil},
		{"comments", "# a\n\n  # b\n", usually(nil), nil},
		{"everything", `# Mine.
name: A. Example   # me
role: 'Inspector: PSD'
theme: LIGHT
mouse: on
dates: 2012-01-15
exports: 'C:\Users\example\returns'
backups:
  folder: /media/usb # a stick
  # how many
  keep: 3
keys:
  question.next: N
  question.previous: [Shift+B, left]
`, usually(func(s *settings.Settings) {
			s.Name, s.Role, s.Theme, s.Mouse, s.Dates = "A. Example", "Inspector: PSD", settings.Light, true, settings.ISO
			s.Exports, s.Backups = `C:\Users\example\returns`, settings.Backups{Folder: "/media/usb", Keep: 3}
			s.Keys = map[string][]string{"question.next": {"N"}, "question.previous": {"B", "left"}}
		}), nil},
		{"Windows", "\ufefftheme: dark\r\n\r\nmouse: on\r\n", usually(func(s *settings.Settings) { s.Theme, s.Mouse = settings.Dark, true }), nil},
		{"a day with slashes", "dates: 15/01/2012", usually(func(s *settings.Settings) { s.Dates = settings.Slashes }), nil},
		{"no values", "name:\ntheme:\nkeys:\nbackups:\n", usually(nil), nil},
		{"no backups", "backups: off", usually(func(s *settings.Settings) { s.Backups.Folder = "off" }), nil},
		{"in braces", "backups: {keep: 2, folder: b}", usually(func(s *settings.Settings) { s.Backups = settings.Backups{Folder: "b", Keep: 2} }), nil},
		{"several lines for one", "name: 'A.\n  Example'\ntheme: dark", usually(func(s *settings.Settings) { s.Name, s.Theme = "A. Example", settings.Dark }), nil},

		{"an unknown name", "theem: dark\nmouse: on", usually(func(s *settings.Settings) { s.Mouse = true }), []string{`line 1: There is no setting "theem". Did you mean theme?`}},
		{"a strange name", "zzz: 1", usually(nil), []string{`line 1: There is no setting "zzz". They are name, role, theme, mouse, dates, exports, backups and keys.`}},
		{"an unknown name below", "backups:\n  keeps: 1\n  folder: b", usually(func(s *settings.Settings) { s.Backups.Folder = "b" }), []string{`line 2: There is no setting "backups.keeps". Did you mean backups.keep`}},
		{"a colour", "mouse: on\n\n# c\ntheme: purple", usually(func(s *settings.Settings) { s.Mouse = true }), []string{`line 4: theme may be auto, light, dark or none, and not "purple". Until then it is as usual: auto.`}},
		{"a number that is none", "backups:\n  keep: many", usually(nil), []string{`line 2: backups.keep is a number from 0 on, and not "many".`}},
		{"twice", "theme: dark\ntheme: light", usually(func(s *settings.Settings) { s.Theme = settings.Dark }), []string{"line 2: theme is set twice, first on line 1, which holds."}},
		{"a list for a word", "theme: [dark]", usually(nil), []string{"line 1: theme has one value"}},
		{"a line that is no YAML", "theme: dark\nname: [\nmouse: on", usually(func(s *settings.Settings) { s.Theme, s.Mouse = settings.Dark, true }), []string{"line 2: This line cannot be read."}},
		{"a Windows path between double quotes", `exports: "C:\Users\example"`, usually(nil), []string{`line 1: This line cannot be read. Between double quotes \ has a meaning of its own: use single quotes.`}},
		{"a stray line", "hello\ntheme: dark", usually(func(s *settings.Settings) { s.Theme = settings.Dark }), []string{"line 1: This is no setting."}},
		{"a line further in", "  theme: dark\nmouse: on", usually(func(s *settings.Settings) { s.Mouse = true }), []string{"line 1: This line does not begin below"}},
		{"a line further in than a setting", "mouse: on\n  role: x\ntheme: dark", usually(func(s *settings.Settings) { s.Mouse, s.Theme = true, settings.Dark }), []string{"line 2: This line does not begin below"}},
		{"a line behind a tab", "mouse: on\n\trole: x\ntheme: dark", usually(func(s *settings.Settings) { s.Mouse, s.Theme = true, settings.Dark }), []string{"line 2: This line does not begin below the one before it. Begin it in the same column, with spaces and no tab"}},
		{"keys behind a tab", "keys:\n\tapp.undo: U", usually(nil), []string{"line 2: This line cannot be read. It begins with a tab"}},
		{"a key behind a tab", "keys:\n  app.find: F\n\tapp.undo: U", usually(func(s *settings.Settings) { s.Keys = map[string][]string{"app.find": {"F"}} }), []string{"line 3: This line does not begin below"}},
		{"a tab behind a value on several lines", "role: 'A\n  b'\n\tname: x", usually(func(s *settings.Settings) { s.Role = "A b" }), []string{"line 3: This line does not begin below"}},
		{"one bad key of several", "keys:\n  home.new: N\n  home.follow: [\n  app.find: F", usually(func(s *settings.Settings) { s.Keys = map[string][]string{"home.new": {"N"}, "app.find": {"F"}} }), []string{"line 3: This line cannot be read."}},
		{"a key that is no key", "keys:\n  home.new: {c: d}", usually(nil), []string{"line 2: The keys of home.new are one key or a list of them"}},
		{"no such action", "keys:\n  home.nww: N\n  app.find: F", usually(func(s *settings.Settings) { s.Keys = map[string][]string{"app.find": {"F"}} }), []string{`line 2: There is no action "home.nww". Did you mean home.new`}},
		{"a key that is taken", "keys:\n  app.find: F\n  app.undo: c", usually(func(s *settings.Settings) { s.Keys = map[string][]string{"app.find": {"F"}} }), []string{"line 3: The key c is taken: it is app.check"}},
		{"a key for two", "keys:\n  app.find: U\n  app.undo: U", usually(func(s *settings.Settings) { s.Keys = map[string][]string{"app.undo": {"U"}} }), []string{"line 2: The key U is taken: it is app.undo"}},
		{"a key that is needed", "keys:\n  app.find: enter", usually(nil), []string{"line 2: The key enter always does what it does, and cannot be given to app.find. Until then it is as usual: /."}},
		{"no key at all", "keys:\n  app.find: []\n  app.undo:", usually(nil), []string{"line 2: app.find needs a key. Until then it is as usual: /."}},
		{"JSON", `{"theme": "dark"}`, usually(nil), []string{"line 1: This is no setting. Write one as name: value"}},
		{"not UTF-8", "theme: dark\nname: \xff", usually(nil), []string{"line 2: This line is not UTF-8."}},
		{"an escape", "theme: dark\nname: \x1b[2J", usually(nil), []string{"line 2: There is a character here that cannot be seen, U+001B."}},
		{"an alias", "theme: &a dark\nname: *a", usually(func(s *settings.Settings) { s.Theme = settings.Dark }), []string{"line 2: This line cannot be read."}},
		{"far too much", strings.Repeat("# a\n", 1<<15), usually(nil), []string{"The file is larger than 64 KiB"}},
	}
	for _, x := range tests {
		t.Run(x.name, func(t *testing.T) {
			f := settings.Parse([]byte(x.src))
			if !f.Settings.Equal(x.want) {
				t.Errorf("got %+v, want %+v", f.Settings, x.want)
			}
			if len(f.Complaints) != len(x.wrong) {
				t.Fatalf("got %v, want %q", f.Complaints, x.wrong)
			}
			for i, c := range f.Complaints {
				if !strings.HasPrefix(c.String(), x.wrong[i]) {
					t.Errorf("got %q, want %q", c, x.wrong[i])
				}
			}
		})
	}
}

func TestChange(t *testing.T) {
	const mine = "# Mine.\n\nname: A. Example   # me\ntheme: dark # for the eyes\n\nkeys:\n    # mine too\n    question.next: N\n\n# The end.\n"
	tests := []struct{ name, src, setting, value, want string }{
		{"a new file", "", "theme", "dark", "# The settings of favour: a line for each, as name: value. Lines that begin\n# with # say nothing. favour help settings lists what can be set.\ntheme: dark\n"},
		{"another value", mine, "theme", "none", strings.Replace(mine, "theme: dark", "theme: none", 1)},
		{"one that needs quotes", mine, "name", "B: 'Example'", strings.Replace(mine, "A. Example", "'B: ''Example'''", 1)},
		{"one more", mine, "mouse", "on", mine + "mouse: on\n"},
		{"no end of line", "theme: dark", "mouse", "on", "theme: dark\nmouse: on\n"},
		{"the end of lines of Windows", "\ufefftheme: dark\r\nname: A\r\n", "theme", "light", "\ufefftheme: light\r\nname: A\r\n"},
		{"a key", mine, "keys.question.next", "X", strings.Replace(mine, "question.next: N", "question.next: X", 1)},
		{"several keys", mine, "keys.question.next", "X  ! ctrl+n", strings.Replace(mine, "question.next: N", "question.next: [X, '!', ctrl+n]", 1)},
		{"one more key", mine, "keys.app.find", "F", strings.Replace(mine, "    question.next: N\n", "    question.next: N\n    app.find: F\n", 1)},
		{"a first key", "theme: dark\n", "keys.app.find", "F", "theme: dark\nkeys:\n  app.find: F\n"},
		{"backups that were off", "backups: off # none\ntheme: dark\n", "backups.folder", "b", "backups: # none\n  folder: b\ntheme: dark\n"},
		{"a value on several lines", "name: 'A.\n  Example'\ntheme: dark\n", "name", "B", "name: B\ntheme: dark\n"},
		{"where something else is wrong", "theem: dark\nmouse: on\n", "mouse", "off", "theem: dark\nmouse: off\n"},
		{"where it was wrong itself", "theme: purple # hm\n", "theme", "dark", "theme: dark # hm\n"},
	}
	for _, x := range tests {
		t.Run(x.name, func(t *testing.T) {
			f, err := settings.Parse([]byte(x.src)).With(x.setting, x.value)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(f.Bytes()); got != x.want {
				t.Errorf("got %q, want %q", got, x.want)
			}
		})
	}
}

func TestReset(t *testing.T) {
	tests := []struct{ name, src, setting, want string }{
		{"a line", "# a\ntheme: dark # b\n# c\nmouse: on\n", "theme", "# a\n# c\nmouse: on\n"},
		{"one that is not set", "mouse: on\n", "theme", "mouse: on\n"},
		{"the only one of a group", "keys:\n  app.find: F\nmouse: on\n", "keys.app.find", "mouse: on\n"},
		{"one of a group", "keys:\n  app.find: F\n  app.undo: U\n", "keys.app.find", "keys:\n  app.undo: U\n"},
		{"backups that are off", "backups: off\nmouse: on\n", "backups.folder", "mouse: on\n"},
	}
	for _, x := range tests {
		t.Run(x.name, func(t *testing.T) {
			f, err := settings.Parse([]byte(x.src)).Without(x.setting)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(f.Bytes()); got != x.want {
				t.Errorf("got %q, want %q", got, x.want)
			}
		})
	}
}

// What cannot be changed without losing something else is refused, with what to
// do instead.
func TestChangeRefused(t *testing.T) {
	tests := []struct{ name, src, setting, value, want string }{
		{"a file in braces", "{theme: dark}\n", "keys", "dark", `there is no setting "keys"`},
		{"a group in braces", "backups: {folder: b, keep: 2}\n", "backups.keep", "3", "backups.keep cannot be changed without touching other lines of the file; change it there, on line 1 by hand"},
		{"an unknown value", "", "theme", "purple", `theme may be auto, light, dark or none, and not "purple"`},
		{"an unknown name", "", "theem", "dark", `there is no setting "theem". Did you mean theme?`},
		{"two lines", "", "name", "A\ntheme: dark", "name stands on one line"},
		{"a key that is taken", "", "keys.app.find", "z", "The key z is taken: it is app.undo"},
		{"no such action", "", "keys.app.fnd", "F", `There is no action "app.fnd". Did you mean app.find`},
		{"no keys", "", "keys.app.find", " ", "say which keys"},
	}
	for _, x := range tests {
		t.Run(x.name, func(t *testing.T) {
			f, err := settings.Parse([]byte(x.src)).With(x.setting, x.value)
			if err == nil || !strings.Contains(err.Error(), x.want) {
				t.Errorf("got %v, want %q", err, x.want)
			}
			if string(f.Bytes()) != x.src {
				t.Errorf("the file became %q", f.Bytes())
			}
		})
	}
}

func TestFromJSON(t *testing.T) {
	f, err := settings.FromJSON([]byte(`{"author": {"name": "A. Example", "role": "Inspector, PSD"}, "backups": {"folder": "S:\\backups", "keep": 0}}`))
	if err != nil {
		t.Fatal(err)
	}
	want := usually(func(s *settings.Settings) {
		s.Name, s.Role, s.Backups = "A. Example", "Inspector, PSD", settings.Backups{Folder: `S:\backups`}
	})
	if again := settings.Parse(f.Bytes()); !again.Settings.Equal(want) || len(again.Complaints) > 0 {
		t.Errorf("got %+v, %v from %q", again.Settings, again.Complaints, f.Bytes())
	}
	if _, err := settings.FromJSON([]byte(`{"author"`)); err == nil {
		t.Error("broken JSON is taken")
	}
}

// Whatever bytes a file has, it is read without a panic, and a change either
// does what is wanted and nothing else, or leaves the file as it was.
func FuzzSettings(f *testing.F) {
	for _, src := range []string{"", "theme: dark # x\n", "keys:\n  a.b: [c, d]\n", "backups: off", "{a: b}", "name: |\n  a\n  b\n", "\ufeffname: 'a''b'\r\n", "- a", "a: &b c\nd: *b", "keys:\n\tx: y\n z: a"} {
		f.Add([]byte(src), "A. Example", "theme")
	}
	f.Fuzz(func(t *testing.T, src []byte, value, other string) {
		before := settings.Parse(src)
		for _, c := range before.Complaints {
			if c.Text == "" || c.Line < 0 {
				t.Errorf("a complaint says nothing: %+v", c)
			}
		}
		for _, name := range []string{"name", "keys.app.find", other} {
			after, err := before.With(name, value)
			if err != nil {
				if string(after.Bytes()) != string(src) {
					t.Errorf("refused (%v), and the file became %q", err, after.Bytes())
				}
				continue
			}
			comments := func(b []byte) (all []string) {
				for l := range strings.Lines(string(b)) {
					if l = strings.TrimSpace(l); strings.HasPrefix(l, "#") {
						all = append(all, l)
					}
				}
				return all
			}
			for _, c := range comments(src) {
				if !slices.Contains(comments(after.Bytes()), c) && len(before.Complaints) == 0 {
					t.Errorf("%q lost the comment %q: %q", src, c, after.Bytes())
				}
			}
			undone, err := after.Without(name)
			if err == nil && !undone.Settings.Equal(without(before, name)) {
				t.Errorf("setting and resetting %s in %q gave %q, %+v", name, src, undone.Bytes(), undone.Settings)
			}
		}
	})
}

func without(f settings.File, name string) settings.Settings {
	g, err := f.Without(name)
	if err != nil {
		return f.Settings
	}
	return g.Settings
}
