package keymap_test

import (
	"slices"
	"strings"
	"testing"

	"favour/internal/keymap"
)

// Every action has an id of its place that no other has, keys that can be
// pressed, and words; and of what is at one place no two have the same key unless
// they are known never to be there at once.
func TestDefaults(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range keymap.Places() {
		if p.Title == "" || len(p.Actions) == 0 {
			t.Errorf("%s has no title, or nothing to do", p.ID)
		}
		for _, beside := range p.Beside {
			if !slices.ContainsFunc(keymap.Places(), func(q keymap.Place) bool { return q.ID == beside }) {
				t.Errorf("%s is beside %s, which there is not", p.ID, beside)
			}
		}
		for _, a := range p.Actions {
			if !strings.HasPrefix(a.ID, p.ID+".") || seen[a.ID] {
				t.Errorf("%s is no id of %s, or has been before", a.ID, p.ID)
			}
			seen[a.ID] = true
			if a.Name == "" || a.What == "" || strings.HasSuffix(a.What, ".") || len(a.Keys) == 0 {
				t.Errorf("%s lacks a name, a sentence without its full stop, or a key", a.ID)
			}
			for _, k := range a.Keys {
				if name, why := keymap.Name(k); name != k || why != "" {
					t.Errorf("%s: the key %q is %q, %s", a.ID, k, name, why)
				}
				if p.Typing && keymap.IsText(k) {
					t.Errorf("%s: %q is text, and text is typed there", a.ID, k)
				}
			}
		}
	}
	if _, problems := keymap.Check(nil); len(problems) > 0 {
		t.Error(problems)
	}
}

// What an action has by itself can be set for it.
func TestOwnKeys(t *testing.T) {
	for _, id := range keymap.IDs() {
		a, ok := keymap.Find(id)
		if !ok {
			t.Fatal(id)
		}
		if _, problems := keymap.Check(map[string][]string{id: a.Keys}); len(problems) > 0 {
			t.Error(problems)
		}
	}
}

func TestCheck(t *testing.T) {
	type keys = map[string][]string
	tests := []struct {
		name string
		set  keys
		want keys
		why  string // of the first problem; empty for none
	}{
		{"a free key", keys{"question.next": {"n2"}}, keys{}, `There is no key "n2".`},
		{"another letter", keys{"question.why": {"W"}}, keys{"question.why": {"W"}}, ""},
		{"by other names", keys{"question.why": {"shift+w", "Ctrl+G", "F12"}}, keys{"question.why": {"W", "ctrl+g", "f12"}}, ""},
		{"two that swap", keys{"question.next": {"left"}, "question.previous": {"right"}}, keys{"question.next": {"left"}, "question.previous": {"right"}}, ""},
		{"no such action", keys{"question.nxt": {"n"}}, keys{}, `There is no action "question.nxt".`},
		{"one that types", keys{"field.type": {"n"}}, keys{}, "The keys of field.type are what is typed there"},
		{"taken on the same screen", keys{"question.why": {"v"}}, keys{}, "The key v is taken: it is question.evidence"},
		{"taken everywhere", keys{"check.next": {"z"}}, keys{}, "The key z is taken: it is app.undo"},
		{"taken by an option's letter", keys{"question.why": {"b"}}, keys{}, "The key b is taken: it is choice.answer"},
		{"the same for two", keys{"check.next": {"X"}, "check.previous": {"X"}}, keys{"check.previous": {"X"}}, "The key X is taken: it is check.previous"},
		{"the same on screens apart", keys{"check.next": {"X"}, "home.new": {"X"}}, keys{"check.next": {"X"}, "home.new": {"X"}}, ""},
		{"freed by another setting", keys{"app.undo": {"U"}, "check.next": {"z"}}, keys{"app.undo": {"U"}, "check.next": {"z"}}, ""},
		{"not freed, since that does not hold", keys{"app.undo": {"enter"}, "check.next": {"z"}}, keys{}, "The key enter always does what it does"},
		{"Escape", keys{"check.next": {"esc"}}, keys{}, "The key esc always does what it does"},
		{"Ctrl+C", keys{"check.next": {"ctrl+c"}}, keys{}, "The key ctrl+c always does what it does"},
		{"an arrow", keys{"check.next": {"down"}}, keys{}, "The key down moves the cursor"},
		{"a letter where text is typed", keys{"form.save": {"s"}}, keys{}, "The key s is needed for the text that is typed there"},
		{"a key with ctrl there", keys{"form.save": {"ctrl+t"}}, keys{"form.save": {"ctrl+t"}}, ""},
		{"only a letter for help", keys{"app.help": {"H"}}, keys{}, "app.help is there while text is typed too"},
		{"a letter and a key for help", keys{"app.help": {"H", "f1"}}, keys{"app.help": {"H", "f1"}}, ""},
		{"a key that is another", keys{"check.next": {"ctrl+i"}}, keys{}, "Terminals send ctrl+i as tab"},
		{"a key that no terminal sends", keys{"check.next": {"ctrl+1"}}, keys{}, "The key ctrl+1 cannot be typed in most terminals"},
		{"a combining mark", keys{"check.next": {"\u0301"}}, keys{}, "There is no key"},
		{"a letter of another alphabet", keys{"check.next": {"д"}}, keys{"check.next": {"д"}}, ""},
	}
	for _, x := range tests {
		t.Run(x.name, func(t *testing.T) {
			got, problems := keymap.Check(x.set)
			if len(got) != len(x.want) {
				t.Errorf("got %v, want %v", got, x.want)
			}
			for id, keys := range x.want {
				if !slices.Equal(got[id], keys) {
					t.Errorf("%s: got %v, want %v", id, got[id], keys)
				}
			}
			switch {
			case x.why == "" && len(problems) > 0, x.why != "" && (len(problems) == 0 || !strings.HasPrefix(problems[0].Text, x.why)):
				t.Errorf("got %+v, want %q", problems, x.why)
			}
		})
	}
}

// Enter, Esc and Ctrl+C go on doing what they do, whatever else is set.
func TestWith(t *testing.T) {
	tests := []struct {
		id   string
		set  []string
		want []string
	}{
		{"section.open", []string{"o"}, []string{"enter", "o"}},
		{"proposals.accept", []string{"X"}, []string{"X", "enter"}},
		{"app.back", []string{"backspace"}, []string{"esc", "backspace"}},
		{"question.next", []string{"N"}, []string{"N"}},
		{"question.next", nil, []string{"right"}},
		{"field.type", []string{"X"}, strings.Fields("0 1 2 3 4 5 6 7 8 9 £")},
	}
	for _, x := range tests {
		a, _ := keymap.Find(x.id)
		if got := a.With(x.set); !slices.Equal(got, x.want) {
			t.Errorf("%s with %v: got %v, want %v", x.id, x.set, got, x.want)
		}
	}
}
