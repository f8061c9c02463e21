package cli

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
)

func newStatusCommand(a *app) *cobra.Command {
	var due bool
	c := &cobra.Command{
		Use:   "status",
		Short: "Show progress by section",
		Long: `Shows how far the assessment has come, section by section, and how its items stand. With a deadline it shows the days and items that are left, the pace that is needed, which sections are at risk, and who is waited on; favour details --deadline gives one.

The exit code is 0 whatever it shows. With --due it is 1 if the assessment is behind: if fewer items are done than an even pace from the start would have done by now, or if any is left after the deadline. An item that a reviewer has returned is not done. Where there is no deadline --due is refused with 2.`,
		Example: "favour status\nfavour status --due || echo 'Chase the others'\nfavour status --json\nfavour status --as-at \"31 May 2012\"",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, x, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			p := x.Progress(a.today())
			o, dated := x.Outlook(a.today())
			switch {
			case due && !dated:
				return usage("%s has no deadline to be behind of. Give it one with favour details --deadline DATE.", x.ID())
			case a.asJSON:
				err = a.out.json(a.statusToJSON(x, p))
			default:
				a.sayAsAt(x)
				a.printStatus(x, p)
			}
			if err == nil && due && o.Behind {
				return errNo
			}
			return err
		},
	}
	c.Flags().BoolVar(&due, "due", false, "exit with 1 if the assessment is behind its deadline")
	a.takesAsAt(c)
	return c
}

func (a *app) printStatus(x assessment.Assessment, p assessment.Progress) {
	d := x.Details()
	a.out.heading(fmt.Sprintf("%s, %s", d.Force.Name, d.PeriodWords()))
	marking := d.Marking
	if marking == "" {
		marking = "not chosen"
	}
	a.out.line("Assessment %s. Protective marking: %s.", x.ID(), marking)
	a.out.blank()
	a.printSections(p.Sections)
	a.out.blank()
	a.out.line("%d of %d items answered: %s.", p.Answered, p.Items, standings(p.Tally))
	if p.Attention > 0 {
		a.out.line("%s; favour check says which.", quantity(p.Attention, "thing needs attention", "things need attention"))
	}
	if p.Actions > 0 {
		a.out.line("%s open, %d of them overdue.", quantity(p.Actions, "action is", "actions are"), p.Overdue)
	}
	if p.Reviews[assessment.NotReviewed] < p.Items {
		a.out.line("Review: %s.", reviewCounts(p.Reviews))
	}
	if o, ok := x.Outlook(a.today()); ok {
		a.printOutlook(o)
	} else {
		a.printWaited(waited(x.People(a.today())))
	}
	for _, line := range a.signedLines(x) {
		a.out.hang("", line)
	}
}

// printSections prints a line for each section, or two where the width is not
// enough for its title, its state and its count.
func (a *app) printSections(sections []assessment.SectionProgress) {
	id, title, state := 0, 0, len(assessment.NotStarted.Words())
	for _, s := range sections {
		id = max(id, ansi.StringWidth(plain.Line(s.Section.ID)))
		title = max(title, ansi.StringWidth(plain.Line(s.Section.Title)))
	}
	narrow := id+2+title+2+state+2+len("10 of 10") > a.out.width
	for _, s := range sections {
		done := fmt.Sprintf("%d of %d", s.Answered, s.Items)
		if narrow {
			a.out.hang(columnsOf(s.Section.ID, id)+"  ", fmt.Sprintf("%s\n%s, %s answered%s", s.Section.Title, s.State.Words(), done, attention(s)))
			continue
		}
		fmt.Fprintf(a.out.w, "%s  %s  %s  %s\n", columnsOf(s.Section.ID, id), columnsOf(s.Section.Title, title), columnsOf(s.State.Words(), state), done)
	}
}

func attention(s assessment.SectionProgress) string {
	if s.Attention == 0 {
		return ""
	}
	return fmt.Sprintf(", %d to look at", s.Attention)
}

func standings(t assessment.Tally) string {
	var parts []string
	for _, s := range checklist.Standings {
		words := s.Words()
		if s == checklist.Answered {
			words = "answered with no verdict to give"
		}
		parts = append(parts, fmt.Sprintf("%d %s", t.Standings[s], words))
	}
	return strings.Join(parts, ", ")
}

type statusJSON struct {
	Assessment string              `json:"assessment"`
	Force      string              `json:"force"`
	Marking    string              `json:"marking"`
	Total      tallyJSON           `json:"total"`
	Sections   []sectionStatusJSON `json:"sections"`
	People     []loadJSON          `json:"people"`
	Outlook    *outlookJSON        `json:"outlook"` // null without a deadline
	Signed     bool                `json:"signed"`
	Head       assessment.Head     `json:"head"`
}

type sectionStatusJSON struct {
	ID       string                  `json:"id"`
	Title    string                  `json:"title"`
	State    assessment.SectionState `json:"state"`
	Complete bool                    `json:"complete"` // a person has said so
	tallyJSON
}

type tallyJSON struct {
	Items     int                            `json:"items"`
	Answered  int                            `json:"answered"`
	Standings map[checklist.Standing]int     `json:"standings"`
	Attention int                            `json:"attention"` // errors and warnings
	Actions   int                            `json:"open-actions"`
	Overdue   int                            `json:"overdue-actions"`
	Reviews   map[assessment.ReviewState]int `json:"reviews"`
}

func (a *app) statusToJSON(x assessment.Assessment, p assessment.Progress) statusJSON {
	j := statusJSON{
		Assessment: x.ID(), Force: x.Details().Force.Name, Marking: x.Details().Marking,
		Total: tallyToJSON(p.Tally), People: []loadJSON{}, Signed: x.Signed(), Head: x.Head(),
	}
	for _, l := range x.People(a.today()) {
		j.People = append(j.People, loadToJSON(l))
	}
	if o, ok := x.Outlook(a.today()); ok {
		j.Outlook = outlookToJSON(o)
	}
	for _, s := range p.Sections {
		j.Sections = append(j.Sections, sectionStatusJSON{s.Section.ID, s.Section.Title, s.State, s.Complete, tallyToJSON(s.Tally)})
	}
	return j
}

func tallyToJSON(t assessment.Tally) tallyJSON {
	standings := map[checklist.Standing]int{}
	for _, s := range checklist.Standings {
		standings[s] = t.Standings[s]
	}
	reviews := map[assessment.ReviewState]int{}
	for _, s := range assessment.ReviewStates {
		reviews[s] = t.Reviews[s]
	}
	return tallyJSON{t.Items, t.Answered, standings, t.Attention, t.Actions, t.Overdue, reviews}
}
