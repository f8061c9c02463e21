package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"favour/internal/report"
	"favour/internal/seal"
)

// A report sealed into one file, and the keys for it. Keys are read where they
// are, used, and kept nowhere; no error quotes one, and none a passphrase.

// Keys are what a return is sealed with; without any it is sealed all the same.
type Keys struct {
	Signer     seal.Signer
	Recipients []seal.Recipient
}

// Ext is how the name of a file ends that is sealed with k.
func (k *Keys) Ext() string {
	if len(k.Recipients) > 0 {
		return seal.EncryptedExt
	}
	return seal.Ext
}

// SignedBy is the fingerprint of the key that signs, and empty without one.
func (k *Keys) SignedBy() string {
	if k.Signer == nil {
		return ""
	}
	return k.Signer.Fingerprint()
}

// dataFormat is the one that every sealed return has: what is said of the return
// is worked out from it.
const dataFormat = "json"

// sealedFormats are those of j and the data, in the order of the table.
func (j *Job) sealedFormats() []report.Format {
	var all []report.Format
	for _, f := range report.Formats {
		if f.Name == dataFormat || slices.ContainsFunc(j.Formats, func(x report.Format) bool { return x.Name == f.Name }) {
			all = append(all, f)
		}
	}
	return all
}

// Inside are the names of the files that are sealed into one.
func (j *Job) Inside() []string {
	var all []string
	for _, f := range j.sealedFormats() {
		all = append(all, FileName(j.Report.Stem(), f.Ext))
	}
	return all
}

// WriteSealed writes the sealed return of j to w. Its folder does not matter.
func WriteSealed(ctx context.Context, w io.Writer, j Job) error {
	m := manifest(j.Report)
	formats := j.sealedFormats()
	for i, f := range formats {
		if err := ctx.Err(); err != nil {
			return err
		}
		j.begin(f, i+1, len(formats))
		var b bytes.Buffer
		if err := f.Write(&b, j.Report); err != nil {
			return err
		}
		m.Files = append(m.Files, seal.NewFile(FileName(j.Report.Stem(), f.Ext), b.Bytes()))
	}
	if len(j.Seal.Recipients) == 0 {
		return seal.Write(w, m, j.Seal.Signer)
	}
	e, err := seal.Encrypt(w, j.Seal.Recipients...)
	if err != nil {
		return fmt.Errorf("the return cannot be encrypted: %w", err)
	}
	return errors.Join(seal.Write(e, m, j.Seal.Signer), e.Close())
}

// manifest says of r what it is.
func manifest(r *report.Report) seal.Manifest {
	m := seal.Manifest{
		Reference: r.Reference, Assessment: r.ID, Force: seal.Force{ID: r.Force.ID, Name: r.Force.Name},
		Period: seal.Period{From: r.Period.From, To: r.Period.To}, Marking: r.Marking,
		Checklist: seal.Checklist{ID: r.Checklist.ID, Edition: r.Checklist.Edition, Digest: r.Checklist.Digest},
		Digest:    r.Digest, Head: seal.Head(r.Head),
	}
	if r.Redacted() {
		m.Withheld = len(r.Redaction.Withheld)
	}
	if p := r.Replaces; p != nil {
		m.Replaces = &seal.Earlier{Reference: p.Reference, Digest: p.Digest, Head: seal.Head(p.Head)}
	}
	return m
}

// largestKey is how large a file with keys or a passphrase may be.
const largestKey = 1 << 20

// ReadKey reads a file that holds keys or a passphrase. Its errors do not name the
// file.
func ReadKey(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, reason(err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, largestKey+1))
	if err != nil {
		return nil, reason(err)
	}
	if len(b) > largestKey {
		return nil, errors.New("it is too large to be one")
	}
	return b, nil
}

// ReadSigner reads the private key in the file at path. Passphrase is asked for
// that of a locked key; without it the error is [seal.ErrPassphrase].
func ReadSigner(path string, passphrase func() ([]byte, error)) (seal.Signer, error) {
	b, err := ReadKey(path)
	if err != nil {
		return nil, fmt.Errorf("the key %s cannot be read: %w", path, err)
	}
	s, err := seal.LoadSigner(b, passphrase)
	if err != nil {
		return nil, fmt.Errorf("the key %s cannot be used: %w", path, err)
	}
	return s, nil
}

// ErrNoPublicKey is reported for what looks like a public key and is none.
var ErrNoPublicKey = errors.New("no public key of age (age1…) or of SSH (ssh-ed25519, ssh-rsa)")

// isPublicKey reports whether what was typed is to be a public key, and no file.
func isPublicKey(typed string) bool {
	return slices.ContainsFunc([]string{"age1", "ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"}, func(kind string) bool { return strings.HasPrefix(typed, kind) })
}

// ReadRecipients reads public keys: the one that is given, or those in the file of
// that name.
func ReadRecipients(given string) ([]seal.Recipient, error) {
	if isPublicKey(given) {
		all, err := seal.ParseRecipients(given)
		if err != nil {
			return nil, fmt.Errorf("%q is %w", given, ErrNoPublicKey)
		}
		return all, nil
	}
	b, err := ReadKey(given)
	if err != nil {
		return nil, fmt.Errorf("the file of keys %s cannot be read: %w", given, err)
	}
	all, err := seal.ParseRecipients(string(b))
	if err != nil {
		return nil, fmt.Errorf("the keys in %s cannot be used: %w", given, err)
	}
	return all, nil
}
