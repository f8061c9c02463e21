package linear_test

import (
	"slices"
	"testing"

	"favour/internal/assessment"
	"favour/internal/bulk"
)

// answer is the answer to a question of one choice.
func answer(a assessment.Assessment, item string) assessment.Value {
	return a.At(give(item, "answer", "").Target)
}

// Several questions of a list are named by numbers and ranges, what it would change
// is said first, and it is one change.
func TestSeveral(t *testing.T) {
	w := started(t)
	w.record(testAuthor, give("SOC-01", "answer", "no"))
	before := len(w.a().Changes())
	said := w.says("SOC-01", "list", "several 1-2", "1", "2", "several 1-2", "1", "1", "quit")
	has(t, said, "2 questions: SOC-01 and SOC-05.", "1. Answer: Yes", "1 loses what stands there, 1 is filled in",
		"These lose what stands there:", "from No to Yes", "These are filled in:", "from not answered to Yes", "Change 2 questions", "Nothing was changed.", "Saved: 2 questions.")
	for _, id := range []string{"SOC-01", "SOC-05"} {
		if v := answer(w.a(), id); v != assessment.Of("yes") {
			t.Errorf("%s is %+v", id, v)
		}
	}
	if n := len(w.a().Changes()) - before; n != 1 {
		t.Errorf("it is %d changes", n)
	}
	said = w.says("SOC-01", "list", "several 1-2", "3", "2", "quit") // of which all suffer the same
	has(t, said, "Answer: No: 2 lose what stands there. SOC-01")
	hasNot(t, said, "These lose what stands there")
	w.says("undo", "1", "quit")
	if v := answer(w.a(), "SOC-01"); v != assessment.Of("no") {
		t.Errorf("after undo SOC-01 is %+v", v)
	}
}

func TestSeveralThatAreWrong(t *testing.T) {
	w := started(t)
	before := did(w.a())
	said := w.says("SOC-01", "list", "several", "several 1-99", "several x", "several 2-1", "several 0", "quit")
	has(t, said, "Say which, by their numbers", "There is no 1-99 here", `"x" is no number of this list`, "There is no 2-1 here", "There is no 0 here")
	if !slices.Equal(did(w.a()), before) {
		t.Error("something was changed")
	}
}

// What some of them have not is named; a text is for all of them.
func TestSeveralOfDifferentKinds(t *testing.T) {
	w := started(t)
	said := w.says("find s", "several all", "back", "quit")
	has(t, said, "Answers that not all of them can be given are left out. 1. ")
	said = w.says("SOC-01", "list", "several 1, 2", "7", "See the policy.", ".", "1", "quit")
	has(t, said, "Saved: 2 questions.")
	if s := w.a().At(assessment.Narrative("SOC-05")).Given + w.a().At(assessment.Internal("SOC-05")).Given; s != "See the policy." {
		t.Errorf("the text is %q", s)
	}
}

// Somebody else changes one of them while the person is asked: both are said, and
// nothing is written before they are asked again.
func TestSeveralClashWithSomebodyElse(t *testing.T) {
	w := started(t)
	w.interrupt(after(t, "Change 2 questions", func() {
		w.record(assessment.Author{Name: "C. Example"}, give("SOC-05", "answer", "no"))
	}))
	said := w.says("SOC-01", "list", "several 1-2", "1", "1", "2", "quit")
	has(t, said, "Nothing was changed: C. Example has changed SOC-05 Answer at the same time. Theirs: No. Yours: Yes.", "from No to Yes")
	if v := answer(w.a(), "SOC-01"); v.IsAnswered() {
		t.Errorf("SOC-01 is %+v", v)
	}
}

// A question is gone to by its number in the section, or by words of its title.
func TestGoByNumberAndByTitle(t *testing.T) {
	w := started(t)
	has(t, w.says("SOC-01", "go 5", "quit"), "SOC-05")
	has(t, w.says("go zebra", "quit"), `There is no question "zebra".`)
	has(t, w.says("go s", "quit"), "questions could be meant: ", "Type go and the reference of one.")
}

// What is typed for several questions is a draft until it is recorded: where the input
// ends, where it is left, and where the change is not made. It is the draft that the
// terminal app keeps.
func TestATextForSeveralIsKept(t *testing.T) {
	for _, x := range []struct {
		name  string
		deed  bulk.Deed
		lines []string
		ends  bool
	}{
		{"the input ends in the text", bulk.Deed{Kind: bulk.Append}, []string{"7", "See the policy."}, true},
		{"the input ends at the question", bulk.Deed{Kind: bulk.Append}, []string{"7", "See the policy.", "."}, true},
		{"left", bulk.Deed{Kind: bulk.Append}, []string{"7", "See the policy.", "/later", "quit"}, false},
		{"not made", bulk.Deed{Kind: bulk.Append}, []string{"7", "See the policy.", ".", "2", "quit"}, false},
		{"a reason", bulk.Deed{Kind: bulk.NotApplicable}, []string{"4", "See the policy.", "2", "quit"}, false},
		{"a name", bulk.Deed{Kind: bulk.Assign}, []string{"6", "See the policy.", "2", "quit"}, false},
		{"the input ends behind a name", bulk.Deed{Kind: bulk.Assign}, []string{"6", "See the policy."}, true},
	} {
		t.Run(x.name, func(t *testing.T) {
			w := started(t)
			said, err := w.typed(append([]string{"SOC-01", "list", "several 1-2"}, x.lines...)...)
			if (err != nil) != x.ends {
				t.Fatalf("it ends with %v:\n%s", err, said)
			}
			all := w.left()
			if len(all) != 1 || all[0].Text != "See the policy." || all[0].Target != x.deed.TypedAt() {
				t.Fatalf("the drafts are %+v", all)
			}
			again := []string{"1", "SOC-01", "list", "several 1-2", x.lines[0], "1", "1", "quit"}
			if x.deed.Kind == bulk.NotApplicable || x.deed.Kind == bulk.Assign {
				again[5] = "" // keeps what was typed
			}
			has(t, w.says(again...), "a text for several questions", "See the policy.", "Type several", "Saved: 2 questions.")
			if all := w.left(); len(all) > 0 {
				t.Errorf("recorded, and the drafts are %+v", all)
			}
		})
	}
}
