package seal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
	"filippo.io/age/agessh"
	"golang.org/x/crypto/ssh"
)

// A Recipient is a key that a return may be encrypted to.
type Recipient = age.Recipient

// An Identity is a key that may open what was encrypted.
type Identity = age.Identity

// ErrEncrypted is reported for a return that is encrypted, and not to any of the
// keys that were given.
var ErrEncrypted = errors.New("it is encrypted")

const ageMagic = "age-encryption.org/v1\n"

// IsEncrypted reports whether b begins as what age encrypts.
func IsEncrypted(b []byte) bool { return bytes.HasPrefix(b, []byte(ageMagic)) }

// ParseRecipients reads public keys, one on a line: those of age, age1..., and
// those of SSH, ssh-ed25519 and ssh-rsa. Lines that begin with # say nothing.
func ParseRecipients(text string) ([]Recipient, error) {
	var all []Recipient
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r, err := parseRecipient(line)
		if err != nil {
			return nil, fmt.Errorf("line %d is no public key of age (age1…) or of SSH (ssh-ed25519, ssh-rsa)", n)
		}
		all = append(all, r)
	}
	if len(all) == 0 {
		return nil, errors.New("there is no key in it")
	}
	return all, nil
}

func parseRecipient(line string) (Recipient, error) {
	switch {
	case strings.HasPrefix(line, "ssh-"):
		return agessh.ParseRecipient(line)
	case strings.HasPrefix(line, "age1pq1"):
		return age.ParseHybridRecipient(line)
	}
	return age.ParseX25519Recipient(line)
}

// ParseIdentities reads private keys: a file of age's, or one of SSH's. Passphrase
// is asked for that of a locked SSH key; it may be nil.
func ParseIdentities(b []byte, passphrase func() ([]byte, error)) ([]Identity, error) {
	if !bytes.Contains(b, []byte("PRIVATE KEY")) {
		all, err := age.ParseIdentities(bytes.NewReader(b))
		if err != nil {
			return nil, errors.New("it is no private key of age or SSH")
		}
		return all, nil
	}
	one, err := agessh.ParseIdentity(b)
	if err == nil {
		return []Identity{one}, nil
	}
	if locked, ok := errors.AsType[*ssh.PassphraseMissingError](err); ok && passphrase != nil && locked.PublicKey != nil {
		x, err := agessh.NewEncryptedSSHIdentity(locked.PublicKey, b, passphrase)
		if err != nil {
			return nil, err
		}
		return []Identity{x}, nil
	}
	if _, ok := errors.AsType[*ssh.PassphraseMissingError](err); ok {
		return nil, ErrPassphrase
	}
	return nil, errors.New("it is no private key of age or SSH")
}

// Encrypt returns a writer whose text only the holders of keys for recipients can
// read from w. It must be closed.
func Encrypt(w io.Writer, recipients ...Recipient) (io.WriteCloser, error) {
	return age.Encrypt(w, recipients...)
}

// OpenEncrypted is Open for a return that may be encrypted.
func OpenEncrypted(b []byte, identities ...Identity) (*Return, error) {
	if !IsEncrypted(b) {
		return Open(b)
	}
	if len(identities) == 0 {
		return nil, ErrEncrypted
	}
	in, err := age.Decrypt(bytes.NewReader(b), identities...)
	if _, other := errors.AsType[*age.NoIdentityMatchError](err); other {
		return nil, fmt.Errorf("%w, and not to this key", ErrEncrypted)
	}
	if err != nil {
		return nil, altered("it cannot be decrypted")
	}
	plain, err := io.ReadAll(io.LimitReader(in, mostBytes+1<<21))
	if err != nil {
		return nil, altered("it cannot be decrypted to its end")
	}
	r, err := Open(plain)
	if r != nil {
		r.Encrypted = true
	}
	return r, err
}
