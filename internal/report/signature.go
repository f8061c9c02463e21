package report

import (
	"slices"
	"strings"
	"time"

	"favour/internal/assessment"
)

// A Signature is one person's name under the return as it stood then. Who
// reopened it is the force's own affair; why is not.
type Signature struct {
	ID, Name, Rank, Role, Declaration string

	Time         time.Time
	Digest       string // of what was signed, as [Report.Digest] is of what is said now; empty in a redacted copy
	Acknowledged int    // warnings that the signatory knew of, or unsaid
	Reopened     string // why the return was reopened after it; empty while it stands
	ReopenedTime time.Time

	// Whole is set if the return says just what was signed; if not, Items and
	// Details are what the signature no longer covers.
	Whole   bool
	Items   []Ref
	Details []string
	// Partly is set in a redacted copy, if the return was reopened after it: whether
	// it covers items of which something is withheld is not said.
	Partly bool
}

// A Signatory is a signature at an item.
type Signatory struct{ ID, Who string }

// signatures lists every signature of a, and marks the items that they cover
// and those that they no longer do.
func (b *builder) signatures(digest string) []Signature {
	var all []Signature
	for _, s := range b.a.Signatures() {
		x := Signature{
			ID: s.ID, Name: s.Name, Rank: s.Rank, Role: s.Role, Declaration: s.Declaration, Time: s.Time, Digest: s.Digest,
			Acknowledged: len(s.Acknowledged), Reopened: s.Reopened, ReopenedTime: s.ReopenedTime, Whole: s.Digest == digest,
		}
		u := b.a.Uncovered(s.ID)
		x.Details = u.Details
		for _, it := range b.a.Checklist().Items() {
			at := b.cover[it.ID]
			if slices.Contains(u.Items, it.ID) {
				at.Uncovered = append(at.Uncovered, Signatory{s.ID, s.Who()})
				x.Items = append(x.Items, Ref{it.ID, it.Title})
			} else {
				at.Covered = append(at.Covered, Signatory{s.ID, s.Who()})
			}
			b.cover[it.ID] = at
		}
		all = append(all, x)
	}
	return all
}

// Signed reports whether a signature stands.
func (r *Report) Signed() bool { return slices.ContainsFunc(r.Signatures, Signature.Stands) }

// Stands reports whether the return has not been reopened after s.
func (s Signature) Stands() bool { return s.Reopened == "" }

// Who is the signatory: rank, name and role.
func (s Signature) Who() string {
	return assessment.Signature{Name: s.Name, Rank: s.Rank, Role: s.Role}.Who()
}

// When is when it was given, in words.
func (s Signature) When() string { return moment(s.Time) }

// moment is a time in words, such as 4 June 2012 at 10:12 UTC.
func moment(t time.Time) string {
	return assessment.LongDate(t.UTC()) + t.UTC().Format(" at 15:04 UTC")
}

// State is in words whether s stands, and if not why.
func (s Signature) State() string {
	if s.Stands() {
		return "Stands"
	}
	return "Does not stand: the return was reopened on " + moment(s.ReopenedTime) + ", because: " + s.Reopened
}

// Covers is in words what s is under of all that the return says.
func (s Signature) Covers() string {
	if s.Whole {
		return "All that this return says"
	}
	but := slices.Clone(s.Details)
	for _, it := range s.Items {
		but = append(but, it.ID+" "+it.Title)
	}
	words := "Not what has changed since: " + strings.Join(but, "; ")
	switch {
	case len(but) == 0 && s.Partly:
		return "Every item of which nothing is withheld"
	case len(but) == 0:
		return "Not all that this return says"
	case s.Partly:
		return words + "; of items of which something is withheld it is not said"
	}
	return words
}

// unsaid is in the place of a number that a redacted copy does not say.
const unsaid = -1

// Particulars are what is known of s besides who it is of, in words.
func (s Signature) Particulars() []Particular {
	all := []Particular{
		{"Declaration", s.Declaration},
		{"Signed on", s.When()},
		{"State", s.State()},
		{"Covers", s.Covers()},
	}
	if s.Acknowledged > 0 {
		all = append(all, Particular{"Warnings acknowledged", assessment.Thousands(s.Acknowledged)})
	}
	if s.Digest != "" {
		all = append(all, Particular{"SHA-256 of what was signed", s.Digest})
	}
	return all
}

// SignedWords is who has signed the return, or plainly that nobody has.
func (r *Report) SignedWords() string {
	var by []string
	last := Signature{}
	for _, s := range r.Signatures {
		if s.Stands() {
			by = append(by, "by "+s.Who()+", on "+s.When())
		} else {
			last = s
		}
	}
	switch {
	case len(by) > 0:
		return "Signed " + strings.Join(by, "; ")
	case last.ID != "":
		return "Not signed: it was, and was reopened on " + moment(last.ReopenedTime)
	}
	return "Not signed"
}

// Signing is what signatures are to an item of which one no longer covers what
// it says, and empty if there is none such.
func (it Item) Signing() string {
	if len(it.Uncovered) == 0 {
		return ""
	}
	s := "No longer covered by the signature of " + signatories(it.Uncovered)
	if len(it.Covered) > 0 {
		s += "; covered as it is now by that of " + signatories(it.Covered)
	}
	return s
}

func signatories(all []Signatory) string {
	var who []string
	for _, s := range all {
		who = append(who, s.Who+" ("+s.ID+")")
	}
	return strings.Join(who, " and ")
}
