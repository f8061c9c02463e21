package seal

import (
	"bytes"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"
)

// Namespace is what signatures of returns are made for: a signature for anything
// else is none.
const Namespace = "favour-return"

// What is reported for a key that is locked: there is no passphrase, or it is not
// the one.
var (
	ErrPassphrase      = errors.New("the key is locked with a passphrase")
	ErrWrongPassphrase = errors.New("the passphrase is not that of the key")
)

type sshSigner struct{ key ssh.Signer }

// LoadSigner reads a private key in one of the forms that ssh-keygen writes.
// Passphrase is asked for the passphrase of a locked key; it may be nil.
func LoadSigner(key []byte, passphrase func() ([]byte, error)) (Signer, error) {
	if ofToken(key) {
		return nil, errToken
	}
	k, err := ssh.ParsePrivateKey(key)
	if _, locked := errors.AsType[*ssh.PassphraseMissingError](err); locked {
		if passphrase == nil {
			return nil, ErrPassphrase
		}
		p, err := passphrase()
		if err != nil {
			return nil, err
		}
		if k, err = ssh.ParsePrivateKeyWithPassphrase(key, p); err != nil {
			return nil, ErrWrongPassphrase
		}
		return sshSigner{k}, nil
	}
	if err != nil {
		return nil, notPrivate(key, "it is no private key that ssh-keygen writes")
	}
	return sshSigner{k}, nil
}

// errToken is reported for a key that is of no use without a device.
var errToken = errors.New("it is the key of a security token, which cannot be used here; ssh-keygen -t ed25519 makes one that can")

// ofToken reports whether a file is of a private key that a security token holds.
// What type it is of can be read though it be locked.
func ofToken(b []byte) bool {
	block, _ := pem.Decode(b)
	return block != nil && (bytes.Contains(block.Bytes, []byte(ssh.KeyAlgoSKED25519)) || bytes.Contains(block.Bytes, []byte(ssh.KeyAlgoSKECDSA256)))
}

// notPrivate is what is wrong with a file that should hold a private key, for
// people who have taken another one.
func notPrivate(b []byte, otherwise string) error {
	switch {
	case bytes.HasPrefix(b, []byte("ssh-")), bytes.HasPrefix(b, []byte("ecdsa-")), bytes.HasPrefix(b, []byte("sk-")), bytes.HasPrefix(b, []byte("age1")):
		return errors.New("it is the public half of a key; the private half is needed")
	case bytes.HasPrefix(b, []byte("PuTTY-User-Key-File")):
		return errors.New("it is a key of PuTTY; PuTTYgen exports it in the form of OpenSSH")
	}
	return errors.New(otherwise)
}

func (s sshSigner) Fingerprint() string { return ssh.FingerprintSHA256(s.key.PublicKey()) }

func (s sshSigner) Sign(b []byte) ([]byte, error) {
	sig, err := sshsig.Sign(bytes.NewReader(b), s.key, sshsig.HashSHA512, Namespace)
	if err != nil {
		return nil, err
	}
	return sshsig.Armor(sig), nil
}

// A Signature is an SSH signature that is under what it should be.
type Signature struct {
	key ssh.PublicKey
}

// Fingerprint names the key, as ssh-keygen does: SHA256:...
func (s *Signature) Fingerprint() string { return ssh.FingerprintSHA256(s.key) }

// KeyType is such as ssh-ed25519.
func (s *Signature) KeyType() string { return s.key.Type() }

func parseSignature(armoured, signed []byte) (*Signature, error) {
	if block, rest := pem.Decode(armoured); block == nil || len(bytes.TrimSpace(rest)) > 0 {
		return nil, altered("%s is no signature", signatureName)
	}
	sig, err := sshsig.Unarmor(armoured)
	if err != nil {
		return nil, altered("%s is no signature", signatureName)
	}
	if sig.Namespace != Namespace {
		return nil, altered("the signature was made for %q, and not for returns", sig.Namespace)
	}
	if err := sshsig.Verify(bytes.NewReader(signed), sig, sig.PublicKey, sig.HashAlgorithm, Namespace); err != nil {
		return nil, altered("the signature is not under this %s", manifestName)
	}
	return &Signature{sig.PublicKey}, nil
}

// A Known is a key and whose it is, as the file of allowed signers says that
// ssh-keygen reads.
type Known struct {
	Principals []string
	key        ssh.PublicKey
	from, to   time.Time // nought if it has no bound
}

// ParseKnown reads a file of allowed signers: a line for each key, its
// principals (commas between them), its options and the key. Certificate
// authorities are not understood, and are an error rather than let anyone in.
func ParseKnown(b []byte) ([]Known, error) {
	var all []Known
	n := 0
	for line := range strings.Lines(withoutMark(string(b))) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		who, rest := principals(line)
		key, _, options, _, err := ssh.ParseAuthorizedKey([]byte(strings.TrimSpace(rest)))
		if err != nil {
			return nil, fmt.Errorf("line %d has no key that can be read", n)
		}
		k := Known{Principals: strings.Split(who, ","), key: key}
		meant := true
		for _, o := range options {
			name, value, _ := strings.Cut(o, "=")
			value = strings.Trim(value, `"`)
			switch strings.ToLower(name) {
			case "namespaces":
				meant = slices.Contains(strings.Split(value, ","), Namespace)
			case "valid-after":
				k.from, err = parseTime(value)
			case "valid-before":
				k.to, err = parseTime(value)
			default:
				err = fmt.Errorf("the option %q is not understood", name)
			}
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
		}
		if meant {
			all = append(all, k)
		}
	}
	return all, nil
}

// withoutMark is text without the byte order mark that editors of Windows put before it.
func withoutMark(text string) string { return strings.TrimPrefix(text, "\ufeff") }

// principals are those that a line begins with, in quotes if there are blanks in
// them, and the rest of the line.
func principals(line string) (who, rest string) {
	if quoted, ok := strings.CutPrefix(line, `"`); ok {
		who, rest, _ = strings.Cut(quoted, `"`)
		return who, rest
	}
	if i := strings.IndexAny(line, " \t"); i >= 0 {
		return line[:i], line[i:]
	}
	return line, ""
}

// parseTime reads a time as files of allowed signers have it.
func parseTime(s string) (time.Time, error) {
	in := time.Local
	if rest, ok := strings.CutSuffix(s, "Z"); ok {
		s, in = rest, time.UTC
	}
	for _, layout := range []string{"20060102", "200601021504", "20060102150405"} {
		if len(s) == len(layout) {
			return time.ParseInLocation(layout, s, in)
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time", s)
}

// SignedBy returns the principals whose key signed r, as far as they are known,
// and nil if none of them is. A key counts only while it is valid.
func (r *Return) SignedBy(known []Known, now time.Time) []string {
	var who []string
	if r.Signature == nil {
		return nil
	}
	for _, k := range known {
		if !bytes.Equal(k.key.Marshal(), r.Signature.key.Marshal()) ||
			!k.from.IsZero() && now.Before(k.from) || !k.to.IsZero() && !now.Before(k.to) {
			continue
		}
		for _, p := range k.Principals {
			if !slices.Contains(who, p) {
				who = append(who, p)
			}
		}
	}
	return who
}
