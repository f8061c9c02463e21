// Package seal makes one file of a return that its receiver can trust, and says
// of such a file whether it is genuine, complete and unaltered.
//
// The file is a zip archive, nothing in it compressed, with exactly these
// members, in this order:
//
//	manifest.json      what the return is, and the size and SHA-256 of each file
//	manifest.json.sig  an SSH signature of manifest.json, if it was signed
//	...                the files that the manifest names, in its order: first
//	                   READ ME.txt, which says how to check the return without
//	                   this program, then those of the return
//
// It may be encrypted as a whole with age. There is one way only to write a given
// archive, so a byte that differs anywhere is noticed. Keys are read where they
// are and kept nowhere. What is in the return is package report's business, and
// where the file goes is package export's.
//
// Start with [Write] and [Open].
package seal

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"path"
	"slices"
	"strings"
)

// Format is the name and version of the container.
const Format = "favour.sealed/1"

// Ext is how the name of a sealed return ends, and EncryptedExt that of one that
// age has to open first.
const (
	Ext          = ".favour"
	EncryptedExt = Ext + ".age"
)

// The members that no file of a return is called.
const (
	manifestName  = "manifest.json"
	signatureName = "manifest.json.sig"
	readMeName    = "READ ME.txt"
)

//go:embed readme.txt
var readMe []byte

// ReadMe is the text in every sealed return: what is in it, and how to check it
// without this program.
func ReadMe() string { return string(readMe) }

// A Manifest says what a sealed return is, and what must be in it.
type Manifest struct {
	Format string `json:"format"` // favour.sealed/1
	// Reference is what people call the return by. It is made from the rest, so
	// that two that say the same have the same.
	Reference  string    `json:"reference"`
	Assessment string    `json:"assessment"`
	Force      Force     `json:"force"`
	Period     Period    `json:"period"`
	Marking    string    `json:"marking"`
	Checklist  Checklist `json:"checklist"`
	// Digest is that of what the return says, which signatures in the
	// return are under; Head is the last change of the record that it was made
	// from.
	Digest string `json:"digest"`
	Head   Head   `json:"head"`
	// Replaces is the return that this one is sent in place of.
	Replaces *Earlier `json:"replaces,omitempty"`
	// Withheld is how much is withheld from a copy that is published; such a copy
	// has a digest that ties it to the full return, and is no return itself.
	Withheld int    `json:"withheld,omitempty"`
	Files    []File `json:"files"`
}

// A Force is the force that makes the return.
type Force struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
}

// A Period is the reporting period, as ISO dates.
type Period struct {
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// A Checklist is the edition that was answered; its digest tells it from others.
type Checklist struct {
	ID      string `json:"id"`
	Edition string `json:"edition"`
	Digest  string `json:"digest"`
}

// A Head is the last change that the return was made from.
type Head struct {
	Sequence uint64 `json:"sequence"`
	SHA256   string `json:"sha256"`
}

// An Earlier is a return that was sent before.
type Earlier struct {
	Reference string `json:"reference"`
	Digest    string `json:"digest"`
	Head      Head   `json:"head"`
}

// A File is one file of the return.
type File struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	body   []byte
}

// Bytes is what is in the file.
func (f File) Bytes() []byte { return f.body }

// NewFile is a file of that name and content.
func NewFile(name string, body []byte) File {
	return File{Name: name, Size: int64(len(body)), SHA256: digest(body), body: body}
}

// A Signer signs a manifest; see [LoadSigner].
type Signer interface {
	// Sign returns an armoured SSH signature of b under [Namespace].
	Sign(b []byte) ([]byte, error)
	// Fingerprint names the key, as ssh-keygen does: SHA256:...
	Fingerprint() string
}

// Write writes the sealed return that m describes, signed by s unless it is nil.
// The format and the text for people without this program are filled in.
func Write(w io.Writer, m Manifest, s Signer) error {
	m.Format = Format
	if !slices.ContainsFunc(m.Files, func(f File) bool { return f.Name == readMeName }) {
		m.Files = slices.Insert(slices.Clone(m.Files), 0, NewFile(readMeName, readMe))
	}
	if err := m.check(); err != nil {
		return err
	}
	b, err := m.encode()
	if err != nil {
		return err
	}
	var signature []byte
	if s != nil {
		if signature, err = s.Sign(b); err != nil {
			return fmt.Errorf("sign the return: %w", err)
		}
	}
	return archive(w, b, signature, m.Files)
}

// encode is m as it stands in an archive.
func (m *Manifest) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(m)
	return b.Bytes(), err
}

// mostFiles and mostBytes bound what a sealed return may hold, and MaxSize how
// large it may be, encrypted or not.
const (
	mostFiles = 32
	mostBytes = 256 << 20
	MaxSize   = mostBytes + 1<<21
)

// check says why m is no manifest of a sealed return.
func (m *Manifest) check() error {
	switch {
	case m.Reference == "", m.Assessment == "", m.Force.Name == "", m.Checklist.Digest == "", m.Digest == "", m.Head.SHA256 == "":
		return errors.New("the manifest does not say what the return is")
	case !slices.ContainsFunc(m.Files, func(f File) bool { return f.Name != readMeName }):
		return errors.New("there is nothing in the return")
	case m.Withheld < 0:
		return errors.New("the manifest says that less than nothing is withheld")
	case m.Replaces != nil && m.Replaces.Head.Sequence >= m.Head.Sequence:
		return errors.New("the return replaces one that is not earlier")
	case len(m.Files) > mostFiles:
		return fmt.Errorf("there are more than %d files in the return", mostFiles)
	}
	seen := map[string]bool{manifestName: true, signatureName: true}
	total := int64(0)
	for _, f := range m.Files {
		low := strings.ToLower(f.Name)
		if f.Name == "" || f.Name != path.Base(f.Name) || strings.HasPrefix(f.Name, ".") || strings.ContainsAny(f.Name, `\:`) || !printable(f.Name) {
			return fmt.Errorf("%q is no name for a file of a return", f.Name)
		}
		if seen[low] {
			return fmt.Errorf("there are two files %q in the return", f.Name)
		}
		seen[low] = true
		if f.Size < 0 || f.Size > mostBytes {
			return fmt.Errorf("%s is too large", f.Name)
		}
		total += f.Size
	}
	if total > mostBytes {
		return errors.New("the return is too large")
	}
	return nil
}

func printable(name string) bool {
	return !slices.ContainsFunc([]byte(name), func(c byte) bool { return c < ' ' || c > '~' })
}

// firstDay is 1 January 1980, the first day that a zip archive knows: when a
// return was sealed is not in it.
const firstDay = 1<<5 | 1

// archive writes the one archive that has these members.
func archive(w io.Writer, manifest, signature []byte, files []File) error {
	z := zip.NewWriter(w)
	add := func(name string, body []byte) error {
		h := &zip.FileHeader{Name: name, Method: zip.Store}
		h.ModifiedDate = firstDay //lint:ignore SA1019 CreateRaw writes this one, and not Modified
		h.CRC32 = crc32.ChecksumIEEE(body)
		h.CompressedSize64, h.UncompressedSize64 = uint64(len(body)), uint64(len(body))
		member, err := z.CreateRaw(h)
		if err != nil {
			return err
		}
		_, err = member.Write(body)
		return err
	}
	all := []File{{Name: manifestName, body: manifest}}
	if signature != nil {
		all = append(all, File{Name: signatureName, body: signature})
	}
	for _, f := range append(all, files...) {
		if err := add(f.Name, f.body); err != nil {
			return fmt.Errorf("write %s into the sealed return: %w", f.Name, err)
		}
	}
	return z.Close()
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
