package seal

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Return is a sealed return that has been opened.
type Return struct {
	Manifest Manifest // its Files have their content
	manifest []byte
	// Signature is the SSH signature of the manifest; nil if there is none.
	Signature *Signature
	// Encrypted is set if it had to be decrypted first.
	Encrypted bool
}

// ErrAltered is reported for a file that is not as it was sealed: something in it
// was changed, left out or added. The error says what.
var ErrAltered = errors.New("it is not as it was sealed")

// ErrNotSealed is reported for a file that is no sealed return at all.
var ErrNotSealed = errors.New("it is not a sealed return")

// ErrNewer is reported for a sealed return of a later version.
var ErrNewer = errors.New("it was sealed by a newer version of favour")

func altered(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrAltered, fmt.Sprintf(format, args...))
}

// Open reads a sealed return that is not encrypted, and checks that it is whole:
// that what is in it is what the manifest says, that nothing is missing and
// nothing was added, and that a signature, if there is one, is under this
// manifest. Whose key it was made with is for [Return.SignedBy] to say.
func Open(b []byte) (*Return, error) {
	if len(b) > MaxSize {
		return nil, fmt.Errorf("%w: it is too large", ErrNotSealed)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		if bytes.HasPrefix(b, []byte("PK\x03\x04")) {
			return nil, altered("the end of the file is missing or damaged")
		}
		return nil, ErrNotSealed
	}
	members, err := read(z)
	if err != nil {
		return nil, err
	}
	r := &Return{}
	i := slices.IndexFunc(members, func(f File) bool { return f.Name == manifestName })
	if i < 0 {
		return nil, fmt.Errorf("%w: there is no %s in it", ErrNotSealed, manifestName)
	}
	r.manifest = members[i].body
	if err := r.readManifest(); err != nil {
		return nil, err
	}
	var armoured []byte
	if i := slices.IndexFunc(members, func(f File) bool { return f.Name == signatureName }); i >= 0 {
		armoured = members[i].body
		if r.Signature, err = parseSignature(armoured, r.manifest); err != nil {
			return nil, err
		}
	}
	if err := r.take(members); err != nil {
		return nil, err
	}
	var again bytes.Buffer
	if err := archive(&again, r.manifest, armoured, r.Manifest.Files); err != nil {
		return nil, err
	}
	if !bytes.Equal(again.Bytes(), b) {
		return nil, altered("the container round the files was changed")
	}
	return r, r.agrees()
}

// read reads every member of the archive.
func read(z *zip.Reader) ([]File, error) {
	if len(z.File) > mostFiles+2 {
		return nil, altered("there are %d files in it", len(z.File))
	}
	var members []File
	for _, f := range z.File {
		if f.Method != zip.Store || f.UncompressedSize64 > mostBytes {
			return nil, altered("%q was not stored by favour", f.Name)
		}
		if slices.ContainsFunc(members, func(m File) bool { return m.Name == f.Name }) {
			return nil, altered("%q is in it twice", f.Name)
		}
		body, err := content(f)
		if err != nil {
			return nil, altered("%q cannot be read", f.Name)
		}
		members = append(members, NewFile(f.Name, body))
	}
	return members, nil
}

// content is what is in f. That its checksum is right does not matter here: the
// manifest has a better one, and names the file.
func content(f *zip.File) ([]byte, error) {
	r, err := f.OpenRaw()
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(r)
	if err == nil && uint64(len(body)) != f.UncompressedSize64 {
		err = io.ErrUnexpectedEOF
	}
	return body, err
}

func (r *Return) readManifest() error {
	var version struct {
		Format string `json:"format"`
	}
	if err := json.Unmarshal(r.manifest, &version); err != nil {
		return altered("%s cannot be read", manifestName)
	}
	if version.Format != Format {
		if strings.HasPrefix(version.Format, "favour.sealed/") {
			return fmt.Errorf("%w (%s; this one reads %s)", ErrNewer, version.Format, Format)
		}
		return ErrNotSealed
	}
	d := json.NewDecoder(bytes.NewReader(r.manifest))
	d.DisallowUnknownFields()
	if err := d.Decode(&r.Manifest); err != nil {
		return altered("%s says what no manifest says", manifestName)
	}
	if err := r.Manifest.check(); err != nil {
		return altered("%v", err)
	}
	if again, err := r.Manifest.encode(); err != nil || !bytes.Equal(again, r.manifest) {
		return altered("%s is not written as favour writes it", manifestName)
	}
	return nil
}

// take gives the files of the manifest what is in the members of their names.
func (r *Return) take(members []File) error {
	left := slices.DeleteFunc(slices.Clone(members), func(m File) bool { return m.Name == manifestName || m.Name == signatureName })
	for i := range r.Manifest.Files {
		f := &r.Manifest.Files[i]
		at := slices.IndexFunc(left, func(m File) bool { return m.Name == f.Name })
		if at < 0 {
			return altered("%s is missing", f.Name)
		}
		if left[at].SHA256 != f.SHA256 || left[at].Size != f.Size {
			return altered("%s is not the file that was sealed", f.Name)
		}
		f.body = left[at].body
		left = slices.Delete(left, at, at+1)
	}
	if len(left) > 0 {
		return altered("%s was added", left[0].Name)
	}
	return nil
}

// File returns the file of that name, and false if there is none.
func (r *Return) File(name string) (File, bool) {
	i := slices.IndexFunc(r.Manifest.Files, func(f File) bool { return f.Name == name })
	if i < 0 {
		return File{}, false
	}
	return r.Manifest.Files[i], true
}

// Data returns the file with the return as data, and false if there is none.
func (r *Return) Data() (File, bool) {
	i := slices.IndexFunc(r.Manifest.Files, func(f File) bool { return strings.HasSuffix(f.Name, ".json") })
	if i < 0 {
		return File{}, false
	}
	return r.Manifest.Files[i], true
}

// agrees checks that the data in the return is of the return that the manifest
// names. Without a signature anyone can write a manifest; but not one that says
// something else than the data and goes unnoticed.
func (r *Return) agrees() error {
	f, ok := r.Data()
	if !ok {
		return altered("there is no data in it")
	}
	var data struct {
		Reference  string    `json:"reference"`
		Assessment string    `json:"assessment"`
		Force      Force     `json:"force"`
		Period     Period    `json:"period"`
		Marking    string    `json:"marking"`
		Checklist  Checklist `json:"checklist"`
		Digest     string    `json:"digest"`
		Head       Head      `json:"head"`
		Replaces   *Earlier  `json:"replaces"`
	}
	if err := json.Unmarshal(f.body, &data); err != nil {
		return altered("%s is no data of a return", f.Name)
	}
	m := &r.Manifest
	for _, x := range []struct {
		what string
		same bool
	}{
		{"reference", data.Reference == m.Reference},
		{"assessment", data.Assessment == m.Assessment},
		{"force", data.Force == m.Force},
		{"period", data.Period == m.Period},
		{"marking", data.Marking == m.Marking},
		{"checklist", data.Checklist == m.Checklist},
		{"digest", data.Digest == m.Digest},
		{"last change", data.Head == m.Head},
		{"return before", data.Replaces == m.Replaces || data.Replaces != nil && m.Replaces != nil && *data.Replaces == *m.Replaces},
	} {
		if !x.same {
			return altered("%s is of another return: the %s is not the one in %s", f.Name, x.what, manifestName)
		}
	}
	return nil
}

// Supersedes reports whether r was made after other from the same record, so that
// other is out of date. A redacted copy puts no return out of date.
func (r *Return) Supersedes(other *Return) bool {
	a, b := &r.Manifest, &other.Manifest
	return a.Assessment == b.Assessment && a.Force == b.Force && (a.Withheld > 0) == (b.Withheld > 0) && a.Head.Sequence > b.Head.Sequence
}
