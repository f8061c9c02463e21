package assessment

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"favour/internal/checklist"
)

// A TargetKind says what sort of thing an edit touches.
type TargetKind string

const (
	OnField     TargetKind = "field"     // ID is the item, Part the field
	OnNarrative TargetKind = "narrative" // ID is the item; the text goes to HMIC
	OnInternal  TargetKind = "internal"  // ID is the item; the text never leaves
	OnEvidence  TargetKind = "evidence"  // ID is the piece of evidence, Part one of EvidenceParts
	OnAction    TargetKind = "action"    // ID is the action, Part one of ActionParts
	OnItem      TargetKind = "item"      // ID is the item, Part is PartAssigned
	OnReview    TargetKind = "review"    // ID is the item, Part one of ReviewParts
	OnSection   TargetKind = "section"   // ID is the section, Part is SectionComplete or PartAssigned
	OnSignature TargetKind = "signature" // ID is the signature, Part one of SignatureParts
	OnDetail    TargetKind = "detail"    // Part is one of the Detail names; ID is empty
)

// A Target is the one place that an edit touches. It is comparable, and two
// edits clash if, and only if, their targets are equal.
type Target struct {
	Kind TargetKind
	ID   string
	Part string
}

// FieldOf is the target of a field as answers store it: a field that is bound
// to a detail of the assessment is that detail.
func FieldOf(item *checklist.Item, f *checklist.Field) Target {
	if f.Detail != "" {
		return Detail(f.Detail)
	}
	return Target{OnField, item.ID, f.ID}
}

// Narrative is the target of an item's narrative.
func Narrative(item string) Target { return Target{Kind: OnNarrative, ID: item} }

// Internal is the target of an item's internal note.
func Internal(item string) Target { return Target{Kind: OnInternal, ID: item} }

// Detail is the target of one detail of the assessment.
func Detail(name string) Target { return Target{Kind: OnDetail, Part: name} }

// Complete is the target that says whether a section is complete.
func Complete(section string) Target {
	return Target{Kind: OnSection, ID: section, Part: SectionComplete}
}

// SectionComplete is the part of a section that a person sets when it is done;
// its only given value is Yes.
const (
	SectionComplete = "complete"
	Yes             = "yes"
)

// String is t as records write it, such as field/BUS-07/received.
func (t Target) String() string {
	s := string(t.Kind)
	for _, part := range []string{t.ID, t.Part} {
		if part != "" {
			s += "/" + part
		}
	}
	return s
}

// MarshalText writes t as String does.
func (t Target) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// targetParts is how many parts a target of each kind has in writing.
var targetParts = map[TargetKind]int{
	OnField: 3, OnNarrative: 2, OnInternal: 2, OnEvidence: 3, OnAction: 3, OnItem: 3, OnReview: 3, OnSection: 3,
	OnSignature: 3, OnDetail: 2,
}

// UnmarshalText reads what MarshalText writes.
func (t *Target) UnmarshalText(b []byte) error {
	parts := strings.Split(string(b), "/")
	read := Target{Kind: TargetKind(parts[0])}
	switch {
	case len(parts) != targetParts[read.Kind]:
		return fmt.Errorf("unknown target %q", b)
	case read.Kind == OnDetail:
		read.Part = parts[1]
	default:
		read.ID = parts[1]
		if len(parts) == 3 {
			read.Part = parts[2]
		}
	}
	if !read.writable() {
		return fmt.Errorf("unknown target %q", b)
	}
	*t = read
	return nil
}

// writable reports whether t comes back as it is from its written form.
func (t Target) writable() bool {
	hasID, hasPart := t.Kind != OnDetail, targetParts[t.Kind] == 3 || t.Kind == OnDetail
	return targetParts[t.Kind] != 0 && (t.ID != "") == hasID && (t.Part != "") == hasPart &&
		!strings.Contains(t.ID, "/") && !strings.Contains(t.Part, "/")
}

// An Author is who made a change, as they name themselves. It is never taken
// from the login name.
type Author struct {
	Name string `json:"name"`
	Role string `json:"role,omitempty"`
}

// String is the author as lists show it: "A. Example, Inspector".
func (a Author) String() string {
	if a.Role == "" {
		return a.Name
	}
	return a.Name + ", " + a.Role
}

// ParseAuthor reads "Name, role"; the role may be left out.
func ParseAuthor(s string) (Author, error) {
	name, role, _ := strings.Cut(s, ",")
	a := Author{Name: strings.TrimSpace(name), Role: strings.TrimSpace(role)}
	if a.Name == "" {
		return Author{}, errors.New(`a name is needed, such as "A. Example, Inspector"`)
	}
	if err := checkText(s); err != nil {
		return Author{}, err
	}
	if strings.ContainsAny(s, "\n\t") {
		return Author{}, errors.New("a name and role stand on one line")
	}
	return a, nil
}

// An Edit gives one target a new value, and says what it was before.
type Edit struct {
	Target Target `json:"at"`
	Old    Value  `json:"old"`
	New    Value  `json:"new"`
}

// A Start is what the first change carries: the name of the assessment, and the
// whole checklist, so that it opens for ever whatever becomes of the files.
type Start struct {
	ID        string               `json:"id"`
	Follows   string               `json:"follows,omitempty"` // the assessment of the period before
	Last      *Last                `json:"last,omitempty"`    // what that one said, if it was at hand
	Checklist *checklist.Checklist `json:"checklist"`
}

// A Change is one thing that one person did: an answer, an undo, a whole
// import. It is immutable, and touches as many targets as the person did at
// once.
type Change struct {
	Sequence uint64    `json:"sequence"` // from 1
	Time     time.Time `json:"time"`     // in UTC
	Author   Author    `json:"author"`
	// EnteredBy is who put into the program what Author gave them on paper or in
	// a file; the zero Author where Author did so.
	EnteredBy Author `json:"enteredBy,omitzero"`
	Reason    string `json:"reason,omitempty"`
	Start     *Start `json:"start,omitempty"`  // in the first change, and only there
	Undoes    uint64 `json:"undoes,omitempty"` // the change that this one takes back
	Redoes    uint64 `json:"redoes,omitempty"` // the change that this one makes again
	Edits     []Edit `json:"edits"`

	// Previous is the SHA-256, in hexadecimal, of the record of the change
	// before, and empty in the first.
	Previous string `json:"previous,omitempty"`

	digest string // of c's own record, once there is one
}

// Who is who made c, as lists show them, and who entered it for them.
func (c Change) Who() string {
	if c.EnteredBy == (Author{}) {
		return c.Author.String()
	}
	return c.Author.String() + ", entered by " + c.EnteredBy.String()
}

// RecordVersion is the version of the records that this program writes. It
// reads every version up to this one. Version 2 added people, reviews,
// signatures and last time's answers; a record of version 1 reads as it did.
const RecordVersion = 2

// ErrNewer is reported for a record of a later version than RecordVersion.
var ErrNewer = errors.New("written by a newer version of favour")

type record struct {
	Version int `json:"v"`
	Change
}

// Seal returns c's record, to be stored as it is, and c as Unseal would read it
// back from there.
func Seal(c Change) ([]byte, Change, error) {
	c.Time = c.Time.UTC().Truncate(time.Millisecond)
	c.digest = ""
	b, err := json.Marshal(record{RecordVersion, c})
	if err != nil {
		return nil, Change{}, fmt.Errorf("change %d cannot be written as a record: %w", c.Sequence, err)
	}
	c.digest = digest(b)
	return b, c, nil
}

// Unseal reads a record. It refuses one with anything in it that it does not
// know, for a part that is not understood might be an answer.
func Unseal(b []byte) (Change, error) { return new(Unsealer).Unseal(b) }

// unseal is Unseal for a record however it is written.
func unseal(b []byte) (Change, error) {
	var r record
	err := decode(b, &r)
	if err != nil || r.Version != RecordVersion {
		if v := versionOf(b); v > RecordVersion {
			return Change{}, fmt.Errorf("%w (record version %d; this one reads up to %d)", ErrNewer, v, RecordVersion)
		}
	}
	switch {
	case err != nil:
		return Change{}, fmt.Errorf("not a record: %w", err)
	case r.Version < 1:
		return Change{}, errors.New("not a record: it has no version")
	case slices.ContainsFunc(r.Edits, func(e Edit) bool { return e.Target == Target{} }):
		return Change{}, errors.New("not a record: an edit does not say where")
	}
	r.digest = digest(b)
	return r.Change, nil
}

// decode reads the one value in b, and refuses what r has no place for.
func decode(b []byte, r *record) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(r); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows it")
	}
	return nil
}

// versionOf is the version of a record that may not be understood otherwise,
// and nought of what is no record at all.
func versionOf(b []byte) int {
	var r struct {
		Version int `json:"v"`
	}
	if json.Unmarshal(b, &r) != nil {
		return 0
	}
	return r.Version
}

// Digest is the SHA-256, in hexadecimal, of c's record, and empty before Seal.
func (c Change) Digest() string { return c.digest }

func digest(record []byte) string {
	sum := sha256.Sum256(record)
	return inHex(sum[:])
}

// inHex is hex.EncodeToString for a digest, with one copy fewer.
func inHex(sum []byte) string {
	var b [2 * sha256.Size]byte
	return string(b[:hex.Encode(b[:], sum)])
}

// A Head is the last change of an assessment: its number and its digest.
type Head struct {
	Sequence uint64 `json:"sequence"`
	SHA256   string `json:"sha256"`
}
