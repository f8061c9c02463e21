package tui

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"favour/internal/settings"
)

// A testKeeper keeps settings in memory, and says that they are in a file.
type testKeeper struct {
	settings.Scratch
	broken error // of every change
}

func (*testKeeper) Path() string { return "/home/a.example/.config/favour/settings.yaml" }

func (k *testKeeper) Change(change func(settings.File) (settings.File, error)) (settings.File, error) {
	if k.broken != nil {
		return k.File, k.broken
	}
	return k.Scratch.Change(change)
}

// withSettings is an env with a settings file of that text.
func withSettings(tb testing.TB, text string) (*env, *testKeeper) {
	e := testEnv(tb, halfFilled)
	k := &testKeeper{Scratch: settings.Scratch{File: settings.Parse([]byte(text))}}
	e.Keeper = k
	e.use(k.File.Settings)
	return e, k
}

const mySettings = `# Mine.
name: A. Example
theme: dark   # for the eyes
mouse: perhaps
keys:
  question.next: N
`

func TestSettingsGoldens(t *testing.T) {
	e, _ := withSettings(t, mySettings)
	a := launchOn(e, func(e *env) screen { return newTasks(e) })
	press(a, ",")
	golden(t, a, "settings")
	press(a, "G", "enter")
	golden(t, a, "keys")
	typeText(a, "next question")
	golden(t, a, "keys-found")
	press(a, "enter")
	golden(t, a, "keys-waiting")
	a = launchOn(e, func(e *env) screen { return newTasks(e) })
	press(a, ",", "G", "k", "k", "enter") // the backups' folder
	golden(t, a, "settings-text")
}

// What is changed holds at once and is in the file, with all that a person wrote
// there as it was.
func TestSettingsAreChanged(t *testing.T) {
	e, k := withSettings(t, mySettings)
	a := launchOn(e, func(e *env) screen { return newSettings(e) })
	press(a, "j", "j", "enter")
	shows(t, a, "Colours: none.")
	if e.Theme != settings.None {
		t.Errorf("the theme is %v", e.Theme)
	}
	if want := strings.Replace(mySettings, "theme: dark ", "theme: none ", 1); string(k.File.Bytes()) != want {
		t.Errorf("the file is %q, want %q", k.File.Bytes(), want)
	}
	press(a, "d")
	if e.Theme != settings.Auto {
		t.Errorf("reset, the theme is %v", e.Theme)
	}
	press(a, "d")
	shows(t, a, "It is as usual.")
	press(a, "j", "space")
	if !e.Mouse {
		t.Error("the mouse is not followed")
	}
	press(a, "j", "j", "enter")
	typeText(a, "/srv/returns")
	press(a, "enter")
	shows(t, a, "Export folder: /srv/returns.")
	if e.ExportDir != "/srv/returns" {
		t.Errorf("exports go to %s", e.ExportDir)
	}
	press(a, "enter", "ctrl+u", "enter")
	if e.ExportDir != "/home/a.example/exports" {
		t.Errorf("emptied, exports go to %s", e.ExportDir)
	}
	press(a, "G", "k", "enter")
	typeText(a, "x")
	press(a, "enter")
	shows(t, a, "is a number from 0 on")
}

// However much is wrong with the file, the settings can be seen and gone through,
// and it is said how much of it there is no room for.
func TestManyMistakesLeaveTheListOfSettings(t *testing.T) {
	e, _ := withSettings(t, strings.Repeat("colour: red\n", 15))
	a := launchOn(e, func(e *env) screen { return newSettings(e) })
	for _, size := range sizes {
		resize(a, size)
		shows(t, a, "Name", "Role", "Mouse", "Line 1: There is no setting", "more; favour settings lists all.")
	}
}

// A sentence that says what to press says the key that is set.
func TestSentencesNameTheKeysThatAreSet(t *testing.T) {
	e, _ := withSettings(t, "keys:\n  app.redo: f6\n  app.mouse: f7\n  app.find: f8\n  section.select: f9\n")
	a := launchOn(e, func(e *env) screen { return newTasks(e) })
	press(a, "enter", "a")
	shows(t, a, "Nothing is selected: f9 selects")
	press(a, "z", "enter")
	shows(t, a, "Undone. f6 makes it again.")
	press(a, "f7")
	shows(t, a, "f7 ends it.")
	press(a, "g")
	typeText(a, "zebra")
	press(a, "enter")
	says(t, a, "esc, then f8.")
}

// No sentence of the app names a key that can be set: it names the action, and
// tell puts its key in. Enter, Esc and Ctrl+C cannot be taken away.
func TestNoSentenceNamesAKey(t *testing.T) {
	named := regexp.MustCompile(`\b(?:(?:ctrl|Ctrl|alt|Alt)\+[a-bd-z]|[fF][1-9][0-9]?|Tab)\b|[Pp]ress [a-zA-Z,.=](?:\W|$)|[.:;,] [a-zA-Z](?:\.| (?:in|keeps|shows|adds|puts|computes|does|goes|opens))`)
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no files to read", err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.ValueSpec); ok && c.Names[0].Name == "textKeys" {
				return false // of which none can be set
			}
			if s, ok := n.(*ast.BasicLit); ok && s.Kind == token.STRING && strings.Contains(s.Value, " ") && named.MatchString(s.Value) {
				t.Errorf("%s: %s", name, s.Value)
			}
			return true
		})
	}
}

func TestSettingsThatCannotBeKept(t *testing.T) {
	e, k := withSettings(t, mySettings)
	k.broken = errors.New("the disk is full")
	a := launchOn(e, func(e *env) screen { return newSettings(e) })
	press(a, "j", "j", "enter")
	shows(t, a, "The disk is full.")
	if e.Theme != settings.Dark {
		t.Errorf("the theme is %v all the same", e.Theme)
	}
}

func TestSettingsNameTheirMistakes(t *testing.T) {
	e, _ := withSettings(t, mySettings)
	e.SettingsTrouble = "settings.yaml, line 4: mouse may be on or off."
	a := newApp(e)
	resize(a, sizes[0])
	settle(a, a.Init())
	says(t, a, "There is a mistake in the settings. Press , to see it. settings.yaml, line 4: mouse may be on or off.")
	e.SettingsTrouble = "settings.yaml, line 4: " + strings.Repeat("This line does not begin below the one before it. ", 4)
	settle(a, a.Init())
	says(t, a, "There is a mistake in the settings. Press , to see it, with its line.")
	hides(t, a, "does not begin")
	press(a, ",")
	shows(t, a, `Line 4: mouse may be on or off, and not "perhaps".`)
}

// A key that is set does what its action does; the key line, the help and the
// palette show it, and the old key does nothing.
func TestKeysAreSet(t *testing.T) {
	e, k := withSettings(t, "")
	a := launchOn(e, func(e *env) screen { return newTasks(e) })
	shows(t, a, "c check")
	press(a, ",", "G", "enter")
	typeText(a, "app.check")
	press(a, "enter", "z")
	shows(t, a, "The key z is taken: it is app.undo")
	press(a, "enter", "esc")
	shows(t, a, "The key is left as it was.")
	press(a, "enter", "down")
	shows(t, a, "The key down moves the cursor")
	press(a, "enter", "C")
	shows(t, a, "C now does it")
	if got := k.File.Settings.Keys["app.check"]; len(got) != 1 || got[0] != "C" {
		t.Errorf("the file has %v", got)
	}
	press(a, "esc", "esc", "esc")
	shows(t, a, "C check")
	hides(t, a, "c check", "Press c to check")
	press(a, "?")
	typeText(a, "check all")
	shows(t, a, "C           Check all answers")
	press(a, "esc", "esc", "ctrl+p")
	typeText(a, "check all")
	shows(t, a, "C")
	press(a, "esc", "c")
	if _, is := a.top().(*tasks); !is {
		t.Errorf("c still opens %T", a.top())
	}
	press(a, "C")
	if _, is := a.top().(*check); !is {
		t.Errorf("C opens %T", a.top())
	}
	// And back again.
	press(a, ",", "G", "enter")
	typeText(a, "app.check")
	press(a, "ctrl+r", "esc", "esc", "esc", "c")
	if len(k.File.Settings.Keys) != 0 {
		t.Errorf("the file still has %v", k.File.Settings.Keys)
	}
	shows(t, a, "These are the answers.")
}

// Enter goes on opening what is under the cursor, whatever else is set to.
func TestEnterStays(t *testing.T) {
	e, _ := withSettings(t, "keys:\n  tasks.open: O\n")
	a := launchOn(e, func(e *env) screen { return newTasks(e) })
	press(a, "enter")
	if _, is := a.top().(*section); !is {
		t.Fatalf("Enter opens %T", a.top())
	}
	press(a, "esc", "O")
	if _, is := a.top().(*section); !is {
		t.Errorf("O opens %T", a.top())
	}
}

// Days are shown as is set, at once, in answers, sentences and forms; what people
// wrote stays as they wrote it.
func TestDatesAreShownAsSet(t *testing.T) {
	e, _ := withSettings(t, "dates: 15/01/2012")
	a := launchOn(e, func(e *env) screen { return newTasks(e) })
	shows(t, a, "01/09/2011 to 31/05/2012", "BUS-01 In force since: 01/04/2012")
	press(a, "d")
	shows(t, a, "01/09/2011", "31/05/2012")
	press(a, "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
	typeText(a, "2011-10-02")
	press(a, "tab")
	shows(t, a, "02/10/2011")
	press(a, "esc", ",", "j", "j", "j", "j", "enter") // from slashes on to ISO
	shows(t, a, "Dates: 2012-01-15.")
	press(a, "esc")
	shows(t, a, "2011-09-01 to 2012-05-31", "BUS-01 In force since: 2012-04-01")
	hides(t, a, "September")
}
