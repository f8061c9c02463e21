package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"favour/checklists"
	"favour/internal/assessment"
	"favour/internal/catalog"
	"favour/internal/checklist"
	"favour/internal/pattern"
	"favour/internal/report"
	"favour/internal/seal"
)

// favour verify: what a sealed return is, and whether it can be believed. Rules
// of this file:
//
//   - It needs nothing but the files that are named: no store, no settings.
//   - A return says nothing of itself that is believed. What is compared is with
//     what the person has named, or with what can be worked out.
//   - The answer is no for one cause, in one sentence: the first that is found.

type verifyOptions struct {
	signers    string
	signedBy   string
	identities []string
	passphrase string
	force      string
	checklist  string
	after      string
	of         string
}

func newVerifyCommand(a *app) *cobra.Command {
	var o verifyOptions
	c := &cobra.Command{
		Use:   "verify FILE...",
		Short: "Say whether a sealed return is genuine, complete and unaltered",
		Long: `Says of sealed returns whether they are complete and unaltered, whose they are, of which checklist and period, who signed them off and whether that still covers what is in them. It needs no store and no network, and works on any machine. The exit code is 1 if the answer is no for any of them, and 3 if a file cannot be read.

Anyone can seal a return in anyone's name, unless it is signed. Whose signature it is only --signers can say: a file of allowed signers as ssh-keygen reads it, with a line for each key that you know, its name first. The name is that of the force, or its id in favour's list; if it is another, say with --signed-by whose signature you expect. Without --signers, a return that is not signed passes, and it is said that it is not.

Of several returns of one assessment only the last counts, and the answer for the others is no. --after names the one that you have, which the new one must be later than.`,
		Example: `favour verify leicestershire-2012.favour
favour verify leicestershire-2012.favour --signers forces.txt
favour verify leicestershire-2012.favour.age --identity hmic.key --signers forces.txt --force leicestershire
favour verify new.favour --signers forces.txt --after received-in-june.favour
favour verify published.favour --of full.favour`,
		Args: atLeast(1, "a sealed return"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.verify(cmd.Context(), args, &o, cmd.Flags().Changed)
		},
	}
	f := c.Flags()
	f.StringVar(&o.signers, "signers", "", "the `file` of allowed signers; a return that none of them signed for its force is refused")
	f.StringVar(&o.signedBy, "signed-by", "", "whose signature it must be, by the `name` in that file")
	f.StringArrayVar(&o.identities, "identity", nil, "the `file` with a private key of age or SSH that opens an encrypted return")
	f.StringVar(&o.passphrase, "passphrase-file", "", "the `file` with the passphrase of that key; without it, a terminal asks")
	f.StringVar(&o.force, "force", "", "the `force` that it must be of, by its id or its name")
	f.StringVar(&o.checklist, "checklist", "", "the `checklist` that it must answer: an id, a file, or a SHA-256")
	f.StringVar(&o.of, "of", "", "the sealed full `return` that it must be a redacted copy of")
	f.StringVar(&o.after, "after", "", "the sealed `return` that it must be later than")
	a.completes(c, "force", a.suggestForces)
	a.completes(c, "checklist", a.suggestChecklists)
	a.completes(c, "signed-by", noSuggestions)
	return c
}

// A verifier is what returns are held against.
type verifier struct {
	o          *verifyOptions
	a          *app
	known      []seal.Known
	identities []seal.Identity
	editions   []*checklist.Checklist // that come with this program
	digest     string                 // of the checklist that it must answer; empty for any
	after, of  *verdict
}

// A verdict is what is found of one file.
type verdict struct {
	file    string
	sealed  *seal.Return     // nil if it could not be opened
	data    *report.Returned // nil if it could not be read
	by      []string         // who signed it, by the file of allowed signers
	edition *checklist.Checklist
	no      string // why the answer is no; empty if it is yes
}

func (v *verdict) refuse(format string, args ...any) {
	if v.no == "" {
		v.no = fmt.Sprintf(format, args...)
	}
}

func (a *app) verify(ctx context.Context, files []string, o *verifyOptions, given func(string) bool) error {
	w, err := o.verifier(ctx, a, given)
	if err != nil {
		return err
	}
	var all []*verdict
	code := exitDone
	for _, file := range files {
		v, err := w.look(file)
		if err != nil {
			code = a.report(err)
			continue
		}
		w.expect(v)
		all = append(all, v)
	}
	onlyTheLast(all)
	if code == exitDone && slices.ContainsFunc(all, func(v *verdict) bool { return v.no != "" }) {
		code = exitNo
	}
	if a.asJSON {
		list := make([]verdictJSON, 0, len(all))
		for _, v := range all {
			list = append(list, v.json())
		}
		if err := a.out.json(list); err != nil {
			return err
		}
	} else {
		for i, v := range all {
			if i > 0 {
				a.out.blank()
			}
			a.printVerdict(w, v)
		}
	}
	if code != exitDone {
		return &refusal{code: code}
	}
	return nil
}

var isDigest = pattern.Of(`^[0-9a-fA-F]{64}$`)

// verifier reads what the flags name.
func (o *verifyOptions) verifier(ctx context.Context, a *app, given func(string) bool) (*verifier, error) {
	// An empty one would ask for nothing, where something was to be asked for.
	for name, value := range map[string]string{
		"signers": o.signers, "signed-by": o.signedBy, "force": o.force, "checklist": o.checklist, "after": o.after, "of": o.of, "passphrase-file": o.passphrase,
	} {
		if given(name) && value == "" {
			return nil, usage("--%s is empty. Leave it out, or say which.", name)
		}
	}
	if o.signedBy != "" && o.signers == "" {
		return nil, usage("--signed-by is a name in the file of allowed signers. Name that too, with --signers.")
	}
	w := &verifier{o: o, a: a}
	var err error
	if w.editions, err = catalog.ReadFS(checklists.FS); err != nil {
		return nil, err
	}
	switch {
	case isDigest().MatchString(o.checklist):
		w.digest = strings.ToLower(o.checklist)
	case o.checklist != "":
		list, err := loadChecklist(o.checklist)
		if err != nil {
			return nil, err
		}
		w.digest = list.Digest()
	}
	if o.signers != "" {
		b, err := readSmall(o.signers, "The file of allowed signers")
		if err != nil {
			return nil, err
		}
		if w.known, err = seal.ParseKnown(b); err != nil {
			return nil, failure("The file of allowed signers %s cannot be used: %s.", shortPath(o.signers), err)
		}
	}
	for _, file := range o.identities {
		b, err := readSmall(file, "The key")
		if err != nil {
			return nil, err
		}
		ids, err := seal.ParseIdentities(b, a.passphrase(ctx, file, o.passphrase))
		if err != nil {
			return nil, keyFailure(file, err)
		}
		w.identities = append(w.identities, ids...)
	}
	if w.after, err = w.other(o.after); err != nil {
		return nil, err
	}
	w.of, err = w.other(o.of)
	return w, err
}

// other is the return in a file that others are held against; nil without a file.
func (w *verifier) other(file string) (*verdict, error) {
	if file == "" {
		return nil, nil
	}
	v, err := w.look(file)
	if err != nil {
		return nil, err
	}
	if v.no != "" {
		return nil, failure("%s cannot be compared with. %s", shortPath(file), v.no)
	}
	return v, nil
}

// look says whether what is in a file is what it says it is. It is an error if
// nothing can be said.
func (w *verifier) look(file string) (*verdict, error) {
	v := &verdict{file: file}
	f, err := os.Open(file)
	if err != nil {
		return nil, failure("%s cannot be read: %s.", shortPath(file), reasonOnly(err))
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, seal.MaxSize+1))
	if err != nil {
		return nil, failure("%s cannot be read: %s.", shortPath(file), reasonOnly(err))
	}
	switch v.sealed, err = seal.OpenEncrypted(b, w.identities...); {
	case errors.Is(err, seal.ErrEncrypted) && len(w.identities) == 0:
		return nil, failure("%s is encrypted. Name a key that opens it with --identity.", shortPath(file))
	case errors.Is(err, seal.ErrEncrypted):
		return nil, failure("%s is encrypted, and to another key than that of --identity.", shortPath(file))
	case errors.Is(err, seal.ErrNewer):
		return nil, failure("%s: %s. Use that version to look at it.", shortPath(file), err)
	case err != nil:
		v.refuse("%s.", assessment.Capital(err.Error()))
		v.sealed = nil
		return v, nil
	}
	m := &v.sealed.Manifest
	i := slices.IndexFunc(w.editions, func(c *checklist.Checklist) bool { return c.Digest() == m.Checklist.Digest })
	if i >= 0 {
		v.edition = w.editions[i]
	}
	v.by = v.sealed.SignedBy(w.known, w.a.env.Now())
	v.workOut()
	return v, nil
}

// workOut holds what the return says of itself against its answers: the digest,
// the reference and the signatures are worked out from them.
func (v *verdict) workOut() {
	m := &v.sealed.Manifest
	data, _ := v.sealed.Data() // seal.Open has seen to it that there is one
	var err error
	if v.data, err = report.ReadJSON(data.Bytes()); err != nil {
		v.refuse("It is not as it was sealed: %s cannot be believed, for %s.", data.Name, err)
		return
	}
	if v.data.Redacted != (m.Withheld > 0) || len(v.data.Withheld) != m.Withheld {
		v.refuse("It was altered before it was sealed: it does not say the same twice of what is withheld.")
	}
	if digest := v.data.Content.Digest(); digest != m.Digest && !v.data.Redacted {
		v.refuse("It was altered before it was sealed: the digest is not that of the answers in %s, which is %s.", data.Name, digest)
	}
	force := checklist.Force{ID: m.Force.ID, Name: m.Force.Name}
	if r := report.Reference(force, report.Period{From: m.Period.From, To: m.Period.To}, m.Digest); r != m.Reference {
		v.refuse("It was altered before it was sealed: its reference should be %s.", r)
	}
	if e := v.edition; e != nil && (e.ID != m.Checklist.ID || e.Edition != m.Checklist.Edition) {
		v.refuse("It was altered before it was sealed: the checklist with that SHA-256 is %s, edition %s.", e.ID, e.Edition)
	}
	for _, s := range v.data.Signatures {
		if s.Stands() && !s.Whole && !v.data.Redacted {
			v.refuse("It was altered before it was sealed: the signature of %s is said to stand, and is not under these answers.", s.Who())
		}
	}
}

// expect holds v against what the person expects.
func (w *verifier) expect(v *verdict) {
	if v.sealed == nil {
		return
	}
	m, o := &v.sealed.Manifest, w.o
	isForce := func(name string) bool {
		return strings.EqualFold(name, m.Force.ID) || strings.EqualFold(name, m.Force.Name)
	}
	if o.signers != "" {
		switch sig := v.sealed.Signature; {
		case sig == nil:
			v.refuse("It is not signed, so that nobody in %s can be known by it.", shortPath(o.signers))
		case len(v.by) == 0:
			v.refuse("It is signed with the key %s, which is nobody's in %s, or is not valid today.", sig.Fingerprint(), shortPath(o.signers))
		case o.signedBy != "" && !slices.Contains(v.by, o.signedBy):
			v.refuse("It is signed by %s, and not by %s.", orList(v.by), o.signedBy)
		case o.signedBy == "" && !slices.ContainsFunc(v.by, isForce):
			v.refuse("It is signed by %s, and says that it is of %s. If they may sign for that force, say so with --signed-by.", orList(v.by), m.Force.Name)
		}
	}
	if o.force != "" && !isForce(o.force) {
		v.refuse("It is a return of %s, and not of %s.", m.Force.Name, o.force)
	}
	if w.digest != "" && w.digest != m.Checklist.Digest {
		v.refuse("It answers another checklist, or another edition of it: %s, edition %s, with the SHA-256 %s.", m.Checklist.ID, m.Checklist.Edition, m.Checklist.Digest)
	}
	if w.after != nil {
		w.expectLater(v)
	}
	if w.of != nil && v.data != nil {
		if err := v.data.CopyOf(w.of.data, assessment.Head(w.of.sealed.Manifest.Head)); err != nil {
			v.refuse("It is no redacted copy of %s: %s.", shortPath(w.of.file), err)
		}
	}
}

// expectLater refuses v unless it is later than the return that is had already.
func (w *verifier) expectLater(v *verdict) {
	m, old := &v.sealed.Manifest, &w.after.sealed.Manifest
	name := shortPath(w.after.file)
	switch {
	case m.Assessment != old.Assessment || m.Force != old.Force:
		v.refuse("%s is of another assessment: %s, of %s.", name, old.Assessment, old.Force.Name)
	case (m.Withheld > 0) != (old.Withheld > 0):
		v.refuse("One of it and %s is a redacted copy, and the other a return.", name)
	case m.Head == old.Head:
		v.refuse("It is the same return as %s, and not a later one.", name)
	case !v.sealed.Supersedes(w.after.sealed):
		v.refuse("It is out of date: %s is as of change %d, and this one as of change %d.", name, old.Head.Sequence, m.Head.Sequence)
	}
}

// onlyTheLast refuses what is out of date: of several returns of one assessment,
// all but the last.
func onlyTheLast(all []*verdict) {
	var good []*verdict
	for _, v := range all {
		if v.no == "" {
			good = append(good, v)
		}
	}
	for _, v := range good {
		m := &v.sealed.Manifest
		for _, other := range good {
			x := &other.sealed.Manifest
			switch {
			case other == v || x.Assessment != m.Assessment || x.Force != m.Force || (x.Withheld > 0) != (m.Withheld > 0):
			case other.sealed.Supersedes(v.sealed):
				v.refuse("It is out of date: %s is a later return of the same assessment, as of change %d, and this one is as of change %d.",
					shortPath(other.file), x.Head.Sequence, m.Head.Sequence)
			case x.Head.Sequence == m.Head.Sequence && x.Head != m.Head:
				v.refuse("It and %s both claim to be as of change %d of one record, and are not the same, so that one of them is not genuine.",
					shortPath(other.file), m.Head.Sequence)
			}
		}
	}
}

// printVerdict says what was found of one file.
func (a *app) printVerdict(w *verifier, v *verdict) {
	a.out.heading(shortPath(v.file))
	if v.no != "" {
		a.out.hang("", "NO. "+v.no)
	} else {
		a.out.hang("", v.yes(w.o.signers != ""))
	}
	if v.sealed == nil {
		return
	}
	a.out.pairs("  ", v.rows(w.o.signers != ""))
}

// yes is in words what is known of a return that nothing speaks against.
func (v *verdict) yes(known bool) string {
	s := v.sound(known)
	if v.sealed.Manifest.Withheld > 0 {
		return s + " It is a redacted copy for publication, and no return."
	}
	return s
}

func (v *verdict) sound(known bool) string {
	switch {
	case v.sealed.Signature == nil:
		return "Complete, and unaltered since it was sealed. It is not signed, so that anybody can have made it."
	case known:
		return fmt.Sprintf("Genuine, complete and unaltered: signed by %s.", orList(v.by))
	}
	return "Complete, and unaltered since it was signed. Whose key that is, only a file of allowed signers can say: --signers."
}

// rows are what the return says it is.
func (v *verdict) rows(known bool) [][2]string {
	m := &v.sealed.Manifest
	rows := [][2]string{
		{"Reference", m.Reference},
		{"Force", m.Force.Name},
		{"Period", periodWords(m.Period)},
		{"Marking", m.Marking},
		{"Assessment", fmt.Sprintf("%s, as of change %d", m.Assessment, m.Head.Sequence)},
		{"Checklist", v.checklistWords()},
		{"Signature", v.signatureWords(known)},
	}
	if m.Replaces != nil {
		rows = append(rows, [2]string{"Replaces", fmt.Sprintf("%s, as of change %d", m.Replaces.Reference, m.Replaces.Head.Sequence)})
	}
	if v.data != nil {
		for _, p := range v.data.Withheld {
			what := p.Item.ID
			if p.Part != "" {
				what += "." + p.Part
			}
			rows = append(rows, [2]string{"Withheld", what + ": " + p.Reason})
		}
		rows = append(rows, signOffs(v.data)...)
	}
	rows = append(rows, [2]string{"SHA-256", m.Digest})
	for i, f := range m.Files {
		name := ""
		if i == 0 {
			name = "Files"
		}
		rows = append(rows, [2]string{name, fmt.Sprintf("%s (%s bytes)", f.Name, assessment.Thousands(int(f.Size)))})
	}
	return rows
}

func periodWords(p seal.Period) string {
	day := func(s string) string {
		if t, ok := assessment.Day(assessment.Of(s)); ok {
			return assessment.LongDate(t)
		}
		return "a day that is not given"
	}
	if p == (seal.Period{}) {
		return "Not given"
	}
	return day(p.From) + " to " + day(p.To)
}

func (v *verdict) checklistWords() string {
	c := &v.sealed.Manifest.Checklist
	words := fmt.Sprintf("%s, edition %s", c.ID, c.Edition)
	if v.edition != nil {
		return words + ", as it comes with this program"
	}
	return words + ", which is none that comes with this program"
}

func (v *verdict) signatureWords(known bool) string {
	s := v.sealed.Signature
	if s == nil {
		return "None"
	}
	key := fmt.Sprintf("%s %s", s.KeyType(), s.Fingerprint())
	switch {
	case len(v.by) > 0:
		return orList(v.by) + ", with " + key
	case known:
		return key + ", which nobody there has"
	}
	return key
}

// signOffs say who signed the return off, which is nobody's key but a name in it.
func signOffs(data *report.Returned) [][2]string {
	if len(data.Signatures) == 0 {
		return [][2]string{{"Signed off", "By nobody"}}
	}
	var rows [][2]string
	for _, s := range data.Signatures {
		words := fmt.Sprintf("By %s, on %s. ", s.Who(), s.When())
		switch {
		case s.Stands() && data.Redacted:
			words += "It stands, over the full return."
		case s.Stands():
			words += "It stands, over all that is in it."
		case s.Whole:
			words += s.State() + ". It is under all that is in it all the same."
		case data.Redacted && len(s.Items)+len(s.Details) == 0:
			words += s.State() + ". It is under every item of which nothing is withheld all the same."
		default:
			words += s.State() + ". " + s.Covers() + "."
		}
		rows = append(rows, [2]string{"Signed off", words})
	}
	return rows
}

// verdictJSON is a verdict with --json.
type verdictJSON struct {
	File      string                 `json:"file"`
	OK        bool                   `json:"ok"`
	Problem   string                 `json:"problem"` // why it is not, in a sentence
	Encrypted bool                   `json:"encrypted"`
	Signature *verifiedSignatureJSON `json:"signature"`       // null if there is none, or none that is sound
	Edition   string                 `json:"known-checklist"` // with its edition; empty if this program knows none such
	SignedOff []signedOffJSON        `json:"signed-off"`
	Digest    string                 `json:"digest"`   // of the answers in it, worked out again
	Manifest  *seal.Manifest         `json:"manifest"` // null if the file could not be opened
}

type verifiedSignatureJSON struct {
	Key  string   `json:"key"`
	Type string   `json:"type"`
	By   []string `json:"by"` // by the file of allowed signers
}

type signedOffJSON struct {
	Who    string `json:"who"`
	Time   string `json:"time"`
	Stands bool   `json:"stands"`
	Whole  bool   `json:"whole"` // it is under all that is in the return
	Digest string `json:"sha256"`
}

func (v *verdict) json() verdictJSON {
	j := verdictJSON{File: v.file, OK: v.no == "", Problem: v.no, SignedOff: []signedOffJSON{}}
	if v.edition != nil {
		j.Edition = v.edition.ID + " " + v.edition.Edition
	}
	if v.sealed != nil {
		j.Encrypted, j.Manifest = v.sealed.Encrypted, &v.sealed.Manifest
		if s := v.sealed.Signature; s != nil {
			j.Signature = &verifiedSignatureJSON{s.Fingerprint(), s.KeyType(), append([]string{}, v.by...)}
		}
	}
	if v.data != nil {
		j.Digest = v.data.Content.Digest()
		for _, s := range v.data.Signatures {
			j.SignedOff = append(j.SignedOff, signedOffJSON{s.Who(), s.Time.UTC().Format("2006-01-02T15:04:05Z07:00"), s.Stands(), s.Whole, s.Digest})
		}
	}
	return j
}
