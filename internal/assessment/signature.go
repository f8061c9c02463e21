package assessment

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"favour/internal/checklist"
)

// The parts of a signature, beside PartTime and PartDigest.
const (
	PartName         = "name"
	PartRank         = "rank"
	PartRole         = "role"
	PartDeclaration  = "declaration"
	PartAcknowledged = "acknowledged" // keys of findings, a line each
	PartReopened     = "reopened"     // the reason why the return was reopened
	PartReopenedBy   = "reopened-by"
	PartReopenedTime = "reopened-time"
)

// SignatureParts lists the parts of a signature.
var SignatureParts = []string{
	PartName, PartRank, PartRole, PartDeclaration, PartTime, PartDigest, PartAcknowledged,
	PartReopened, PartReopenedBy, PartReopenedTime,
}

// A Signature is one person's name under a return as it stood. While one stands,
// the return is read-only.
type Signature struct {
	ID           string // such as S1
	Name         string
	Rank         string // empty for staff without one
	Role         string
	Declaration  string
	Time         time.Time
	Digest       string   // of the Content that was signed
	Acknowledged []string // Finding.Key of each warning that was before the signatory

	// Why the return was reopened after it, by whom and when; empty while the
	// signature stands.
	Reopened     string
	ReopenedBy   string
	ReopenedTime time.Time
}

// Stands reports whether the return has not been reopened after s.
func (s Signature) Stands() bool { return s.Reopened == "" }

// Who is the signatory as lists show them: rank, name and role.
func (s Signature) Who() string {
	who := strings.TrimSpace(s.Rank + " " + s.Name)
	if s.Role != "" {
		who += ", " + s.Role
	}
	return who
}

// A signing is a signature's id and what was signed. What is in it is not
// changed after.
type signing struct {
	id       string
	sequence uint64 // of the change that signed
	was      *Assessment
}

// signs reports whether c signs the return or reopens it.
func (c Change) signs() bool {
	return slices.ContainsFunc(c.Edits, func(e Edit) bool { return e.Target.Kind == OnSignature })
}

// Errors of changes to what is signed, and of signing.
var (
	ErrSigned    = errors.New("the return is signed and cannot be changed until it is reopened")
	ErrNotSigned = errors.New("the return is not signed")
	// ErrOtherContent is reported where the answers are not those that the
	// signatory had before them.
	ErrOtherContent = errors.New("the answers have changed since they were read to be signed")
)

// checkSigning says why c, whose edits are sound by themselves, cannot be made
// for the sake of a signature: those that stand forbid all else, and a new one
// must be under what stands.
func (a *Assessment) checkSigning(c Change) error {
	signs := c.signs()
	if !signs {
		if a.Signed() && len(c.Edits) > 0 {
			return ErrSigned
		}
		return nil
	}
	parts := map[string]map[string]Value{}
	for _, e := range c.Edits {
		if e.Target.Kind != OnSignature {
			return errors.New("a signature stands in a change of its own")
		}
		if e.Old.IsAnswered() {
			return errors.New("a signature cannot be changed")
		}
		if parts[e.Target.ID] == nil {
			parts[e.Target.ID] = map[string]Value{}
		}
		parts[e.Target.ID][e.Target.Part] = e.New
	}
	for id, p := range parts {
		if a.hasSignature(id) {
			if p[PartReopened].Given == "" || p[PartDigest].IsAnswered() {
				return errors.New("a signature cannot be changed")
			}
			continue
		}
		switch {
		case p[PartName].Given == "" || p[PartTime].Given == "":
			return errors.New("a signature has a name and a time")
		case p[PartReopened].IsAnswered():
			return errors.New("a signature cannot be reopened before it is given")
		case p[PartDigest].Given != a.Digest():
			return ErrOtherContent
		}
	}
	return nil
}

func (a *Assessment) hasSignature(id string) bool {
	return slices.ContainsFunc(a.signed, func(s signing) bool { return s.id == id })
}

// keepSigned keeps what is signed by c, which is about to be made.
func (a *Assessment) keepSigned(c Change) {
	for _, e := range c.Edits {
		if e.Target.Kind != OnSignature || a.hasSignature(e.Target.ID) {
			continue
		}
		was := a.clone()
		a.signed = append(a.signed, signing{e.Target.ID, c.Sequence, &was})
	}
}

// Signatures lists every signature ever given, oldest first.
func (a Assessment) Signatures() []Signature {
	var all []Signature
	for _, s := range a.signed {
		part := func(p string) string { return a.At(Target{OnSignature, s.id, p}).Given }
		when := func(p string) time.Time { t, _ := time.Parse(time.RFC3339, part(p)); return t }
		x := Signature{
			ID: s.id, Name: part(PartName), Rank: part(PartRank), Role: part(PartRole), Declaration: part(PartDeclaration),
			Time: when(PartTime), Digest: part(PartDigest),
			Reopened: part(PartReopened), ReopenedBy: part(PartReopenedBy), ReopenedTime: when(PartReopenedTime),
		}
		if text := part(PartAcknowledged); text != "" {
			x.Acknowledged = strings.Split(text, "\n")
		}
		all = append(all, x)
	}
	return all
}

// Signed reports whether a signature stands.
func (a Assessment) Signed() bool {
	return slices.ContainsFunc(a.signed, func(s signing) bool {
		return !a.At(Target{OnSignature, s.id, PartReopened}).IsAnswered()
	})
}

// SignedAs is the assessment as it was when that signature was given, and false
// if there is no such signature.
func (a Assessment) SignedAs(id string) (Assessment, bool) {
	for _, s := range a.signed {
		if s.id == id {
			return *s.was, true
		}
	}
	return Assessment{}, false
}

// Uncovered is what a signature is no longer under.
type Uncovered struct {
	Items   []string // ids of items whose answers say something else now
	Details []string // details that do, in words
}

// None reports whether the signature is under all that the return says.
func (u Uncovered) None() bool { return len(u.Items) == 0 && len(u.Details) == 0 }

// Uncovered is what the signature with that id is no longer under, since the
// return was reopened after it.
func (a Assessment) Uncovered(id string) Uncovered {
	var u Uncovered
	was, ok := a.SignedAs(id)
	if !ok || was.Digest() == a.Digest() {
		return u
	}
	for _, name := range contentDetails {
		if was.At(Detail(name)) != a.At(Detail(name)) {
			u.Details = append(u.Details, detailNames[name])
		}
	}
	for _, it := range a.list.Items() {
		if was.ItemDigest(it.ID) != a.ItemDigest(it.ID) {
			u.Items = append(u.Items, it.ID)
		}
	}
	return u
}

// BeforeSigning lists what a signatory must know of: what a.Findings does, and as
// one more warning, with the key unanswered, how many items say nothing at all.
func (a Assessment) BeforeSigning(today time.Time) []Finding {
	found := a.Findings(today)
	n := 0
	for _, it := range a.list.Items() {
		if a.Standing(it) == checklist.Unanswered {
			n++
		}
	}
	if n > 0 {
		found = append(found, Finding{
			Severity: Warning, Code: CodeUnanswered,
			Text: fmt.Sprintf("%d of %d items %s not answered.", n, a.list.Len(), Plural(n, "is", "are")),
		})
	}
	return found
}

// Unacknowledged are the findings that speak against signing: the errors among
// them bar it; each warning must be acknowledged by its Key.
func Unacknowledged(found []Finding, keys []string) (errs, warnings []Finding) {
	for _, f := range found {
		switch {
		case f.Severity == Error:
			errs = append(errs, f)
		case f.Severity == Warning && !slices.Contains(keys, f.Key()):
			warnings = append(warnings, f)
		}
	}
	return errs, warnings
}

// A BarredError is reported where findings speak against signing.
type BarredError struct {
	Errors   []Finding // to be mended first
	Warnings []Finding // to be acknowledged, one by one
}

func (e *BarredError) Error() string {
	if n := len(e.Errors); n > 0 {
		return fmt.Sprintf("%d %s must be mended before the return can be signed", n, Plural(n, "error", "errors"))
	}
	n := len(e.Warnings)
	return fmt.Sprintf("%d %s must be acknowledged before the return can be signed", n, Plural(n, "warning", "warnings"))
}

// Sign are the edits that put s under a as it stands. The signatory and the
// declaration are s's; its id, time and digest are given here. Errors among what
// [Assessment.BeforeSigning] lists bar it, and so does every warning whose key is
// not in s.Acknowledged, with a *[BarredError].
func (a Assessment) Sign(s Signature, now, today time.Time) ([]Edit, error) {
	s.Name, s.Rank, s.Role = strings.TrimSpace(s.Name), strings.TrimSpace(s.Rank), strings.TrimSpace(s.Role)
	switch {
	case s.Name == "":
		return nil, errors.New("a signature needs a name")
	case s.Role == "":
		return nil, errors.New("a signature needs a role, such as Head of professional standards")
	case strings.TrimSpace(s.Declaration) == "":
		return nil, errors.New("a signature needs a declaration")
	}
	for _, other := range a.Signatures() {
		if other.Stands() && Same(other.Name, s.Name) {
			return nil, fmt.Errorf("%s has signed this return already", other.Who())
		}
	}
	errs, warnings := Unacknowledged(a.BeforeSigning(today), s.Acknowledged)
	if len(errs) > 0 || len(warnings) > 0 {
		return nil, &BarredError{errs, warnings}
	}
	id := fmt.Sprintf("S%d", len(a.signed)+1)
	edit := func(part, text string) Edit {
		return Edit{Target: Target{OnSignature, id, part}, New: Of(text)}
	}
	return a.Edits(
		edit(PartName, s.Name), edit(PartRank, s.Rank), edit(PartRole, s.Role), edit(PartDeclaration, strings.TrimSpace(s.Declaration)),
		edit(PartTime, now.UTC().Format(time.RFC3339)), edit(PartDigest, a.Digest()),
		edit(PartAcknowledged, strings.Join(s.Acknowledged, "\n")),
	), nil
}

// Reopen are the edits that take the return out of every signature that stands,
// so that it can be changed again. The signatures stay on record, under what was
// signed.
func (a Assessment) Reopen(by Author, now time.Time, reason string) ([]Edit, error) {
	reason = strings.TrimSpace(reason)
	switch {
	case !a.Signed():
		return nil, ErrNotSigned
	case reason == "":
		return nil, errors.New("a reason is needed to reopen a signed return")
	}
	var edits []Edit
	for _, s := range a.Signatures() {
		if !s.Stands() {
			continue
		}
		edit := func(part, text string) Edit {
			return Edit{Target: Target{OnSignature, s.ID, part}, New: Of(text)}
		}
		edits = append(edits, edit(PartReopened, reason), edit(PartReopenedBy, by.String()),
			edit(PartReopenedTime, now.UTC().Format(time.RFC3339)))
	}
	return a.Edits(edits...), nil
}

// Declaration is what a signatory declares unless they word it otherwise.
const Declaration = "I have read this return. To the best of my knowledge it is true and complete for the period it covers."

// Key names f for as long as it is found, so that it can be acknowledged: its
// item, its code and its field, such as BUS-07:no-evidence.
func (f Finding) Key() string {
	parts := slices.DeleteFunc([]string{f.Item, string(f.Code), f.Field}, func(s string) bool { return s == "" })
	return strings.Join(parts, ":")
}

// StandingSignatures are those that the return has not been reopened after.
func (a Assessment) StandingSignatures() []Signature {
	return slices.DeleteFunc(a.Signatures(), func(s Signature) bool { return !s.Stands() })
}

// A Lapse is what a return says beyond the signatures that it was reopened after.
// It has no signatures if none was ever given, or one stands.
type Lapse struct {
	Signed []Signature // those that were reopened last
	Uncovered
}

// Lapse is that of a.
func (a Assessment) Lapse() Lapse {
	all := a.Signatures()
	if len(all) == 0 || a.Signed() {
		return Lapse{}
	}
	// Those that were reopened together were under the same answers.
	last := all[len(all)-1]
	together := slices.DeleteFunc(all, func(s Signature) bool { return !s.ReopenedTime.Equal(last.ReopenedTime) })
	return Lapse{together, a.Uncovered(last.ID)}
}

// What lists each thing that is no longer covered, the questions first.
func (u Uncovered) What() []string {
	all := slices.Clone(u.Items)
	for _, s := range u.Details {
		all = append(all, "the "+s)
	}
	return all
}
