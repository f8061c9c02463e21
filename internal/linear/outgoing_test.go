package linear_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"favour/internal/assessment"
)

// A copy for publication is made of what is withheld and why, heard, and written
// beside the return; nothing is before that.
func TestExportACopy(t *testing.T) {
	w := answered(t)
	w.options.ExportDir = filepath.Join(w.home, "out")
	path := filepath.Join(w.home, "out/leicestershire-2012-redacted.json")
	said := w.says("export", "copy correction", "copy json",
		"BUS-99", "bus-07", "2", "", "BUS-07", "2", "few enough to be known", "SOC-01", "1", "operational", "SOC-01", "1", "/empty", "",
		"1", "2", "3")
	has(t, said, "9. Copy: for publication", "10. Correction: in place of", "A copy for publication replaces no return. Name one of the two.",
		`There is no question "BUS-99".`, "1. All that was answered", "2. Received",
		"Withheld: BUS-07 Applications in the period: Received. Reason: few enough to be", "Enter is all", "Withheld: SOC-01",
		"REDACTED COPY. What is withheld:", "With an answer are withheld its verdict", "1. Write it",
		"Received [withheld: few enough to be known]", "Nothing was written.")
	if strings.Contains(said[strings.LastIndex(said, "The copy is marked"):], "SOC-01: ") {
		t.Errorf("what is withheld no longer is:\n%s", said)
	}
	// What was just said is not said again, and nothing that is kept is said not to be.
	has(t, said, "Part (1 to 6, help for more): 2", "Not withheld, for no reason was given.", "Enter keeps operational):", "No longer withheld: SOC-01")
	hasNot(t, said, "not saved yet")
	if n := strings.Count(said, "Withheld: BUS-07"); n != 1 {
		t.Errorf("what is withheld is said %d times:\n%s", n, said)
	}
	if _, err := os.Stat(path); err == nil {
		t.Fatal("it is written before it was heard")
	}
	// What is withheld is offered back by the next conversation.
	said = w.says("1", "export", "copy json", "", "1", "1", "", "export", "9 json", "1", "", "", "3")
	has(t, said, "what is withheld from a copy for publication, typed on", "Withheld of BUS-07.received: few enough to be known",
		"It is withheld again.", "Written: 1 file.", "redacted copy for publication, with 1 part withheld",
		"Withhold what was withheld from the last copy", "Reason: few enough to be known")
	b, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(b), "few enough to be known") {
		t.Errorf("the copy says nothing of what it lacks: %v", err)
	}
}

// What was withheld from the copy of one assessment is not offered for that of
// another, where the reasons would be published.
func TestEachAssessmentHasItsOwnCopies(t *testing.T) {
	w := answered(t)
	w.options.ExportDir = filepath.Join(w.home, "out")
	other := w.start().ID()
	said := w.says("assessments", "1", "export", "copy json", "BUS-07", "2", "a reason of one assessment", "", "1", "1", "",
		"assessments", "2", "export", "copy json", "", "quit")
	has(t, said, "redacted copy for publication, with 1 part withheld", "The assessments", "Withhold something of")
	behind := said[strings.LastIndex(said, "The assessments"):]
	if strings.Contains(behind, "Withhold what was withheld") || strings.Contains(behind, "a reason of one assessment") {
		t.Errorf("%s is offered what was withheld from another:\n%s", other, behind)
	}
}

// What another place says too is not published.
func TestACopyThatTellsAllTheSame(t *testing.T) {
	w := answered(t)
	for _, item := range []string{"BUS-07", "SOC-01"} {
		w.record(testAuthor, assessment.Edit{Target: assessment.Narrative(item), New: assessment.Of("Sergeant Planted runs a public house.")})
	}
	said := w.says("export", "copy json", "BUS-07", "4", "it names an officer", "", "1")
	has(t, said, "Nothing was written. What is to be withheld is said in another place too", "Withhold it there as well")
}

// A return that was sent is replaced by one that says what has changed since, if
// anything has.
func TestExportInPlaceOfAnother(t *testing.T) {
	w := answered(t)
	w.options.ExportDir = filepath.Join(w.home, "out")
	said := w.says("export", "correction json", "export", "json", "", "export", "correction json", "1")
	has(t, said, "No return has been exported yet that could be replaced.", "nothing has changed since",
		"Nothing was written. No answer, evidence, action or detail has changed since LEI-2012-")
	w.record(testAuthor, assessment.Edit{Target: assessment.Narrative("BUS-07"), New: assessment.Of("One of them is pending.")})
	said = w.says("export", "correction json", "", "no", "export", "10 json", "1", "yes", w.home+"/other", "")
	has(t, said, "1 question otherwise now", "What is said otherwise now:", "One of them is pending.", "Write it in place of LEI-2012-",
		"Nothing was written.", "Written: 1 file.", "It replaces LEI-2012-")
	b, err := os.ReadFile(filepath.Join(w.home, "other/leicestershire-2012.json"))
	if err != nil || !strings.Contains(string(b), `"replaces"`) {
		t.Errorf("the return does not say what it replaces: %v", err)
	}
}
