package seal

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rsa"
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
	if strings.Contains(text, "PRIVATE KEY") || strings.Contains(text, "AGE-SECRET-KEY-") {
		return nil, errors.New("it is the private half of a key, which is for nobody else to have; the public half is needed")
	}
	var all []Recipient
	n := 0
	for line := range strings.Lines(withoutMark(text)) {
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
	if IsEncrypted(b) || bytes.HasPrefix(b, []byte("-----BEGIN AGE ENCRYPTED FILE-----")) {
		return nil, errors.New("it is itself encrypted, and has to be decrypted with age first")
	}
	if !bytes.Contains(b, []byte("PRIVATE KEY")) {
		all, err := age.ParseIdentities(bytes.NewReader(b))
		if err != nil {
			return nil, notPrivate(b, "it is no private key of age or SSH")
		}
		return all, nil
	}
	if ofToken(b) {
		return nil, errToken
	}
	one, err := agessh.ParseIdentity(b)
	if err == nil {
		return []Identity{one}, nil
	}
	if _, locked := errors.AsType[*ssh.PassphraseMissingError](err); locked {
		return unlocked(b, passphrase)
	}
	if _, err := ssh.ParseRawPrivateKey(b); err == nil {
		return nil, errNotForAge
	}
	return nil, notPrivate(b, "it is no private key of age or SSH")
}

// errNotForAge is reported for an SSH key of which age makes no use.
var errNotForAge = errors.New("age opens nothing with a key of this type, only with ssh-ed25519 and ssh-rsa")

// unlocked is the SSH key b, which is locked.
func unlocked(b []byte, passphrase func() ([]byte, error)) ([]Identity, error) {
	if passphrase == nil {
		return nil, ErrPassphrase
	}
	p, err := passphrase()
	if err != nil {
		return nil, err
	}
	key, err := ssh.ParseRawPrivateKeyWithPassphrase(b, p)
	if err != nil {
		return nil, ErrWrongPassphrase
	}
	var one Identity
	switch key := key.(type) {
	case *ed25519.PrivateKey:
		one, err = agessh.NewEd25519Identity(*key)
	case *rsa.PrivateKey:
		one, err = agessh.NewRSAIdentity(key)
	default:
		err = errNotForAge
	}
	return []Identity{one}, err
}

// Encrypt returns a writer whose text only the holders of keys for recipients can
// read from w. It must be closed.
func Encrypt(w io.Writer, recipients ...Recipient) (io.WriteCloser, error) {
	e, err := age.Encrypt(w, recipients...)
	if err != nil {
		return nil, errors.New("the keys cannot be used together: those of age that begin age1pq1 only with one another")
	}
	return e, nil
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
	plain, err := io.ReadAll(io.LimitReader(in, MaxSize+1))
	if err != nil {
		return nil, altered("it cannot be decrypted to its end")
	}
	r, err := Open(plain)
	if r != nil {
		r.Encrypted = true
	}
	return r, err
}
