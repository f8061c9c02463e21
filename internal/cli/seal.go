package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/export"
	"favour/internal/seal"
)

// A sealed return. Rules of this file:
//
//   - A key is read where it is, used, and kept nowhere; no sentence quotes it,
//     and none quotes a passphrase.
//   - Keys are read before anything else is done, so that a wrong one stops an
//     export while nothing has been written.

// sealOptions are the flags of favour export that have to do with sealing.
type sealOptions struct {
	on         bool
	key        string
	passphrase string
	recipients []string
}

func (o *sealOptions) flags(c *cobra.Command) {
	f := c.Flags()
	f.BoolVar(&o.on, "seal", false, "put the files into one that shows whether it was altered: NAME"+seal.Ext)
	f.StringVar(&o.key, "sign-key", "", "sign the sealed return with the private SSH key in that `file`")
	f.StringVar(&o.passphrase, "passphrase-file", "", "the `file` with the passphrase of that key; without it, a terminal asks")
	f.StringArrayVar(&o.recipients, "encrypt-to", nil, "encrypt the sealed return to that public `key` of age or SSH, or those in a file; once for each")
}

// check refuses flags that mean nothing without another.
func (o *sealOptions) check() error {
	for _, f := range []struct {
		name  string
		given bool
	}{{"sign-key", o.key != ""}, {"encrypt-to", len(o.recipients) > 0}} {
		if f.given && !o.on {
			return usage("--%s is for a sealed return. Add --seal.", f.name)
		}
	}
	if o.passphrase != "" && o.key == "" {
		return usage("--passphrase-file is for the key that signs. Name that too, with --sign-key.")
	}
	return nil
}

// keys reads the keys that the flags name; nil if nothing is to be sealed.
func (o *sealOptions) keys(ctx context.Context, a *app) (*export.Keys, error) {
	if !o.on {
		return nil, nil
	}
	var k export.Keys
	if o.key != "" {
		b, err := readSmall(o.key, "The key")
		if err != nil {
			return nil, err
		}
		k.Signer, err = seal.LoadSigner(b, a.passphrase(ctx, o.key, o.passphrase))
		if err != nil {
			return nil, keyFailure(o.key, err)
		}
	}
	for _, given := range o.recipients {
		if given = strings.TrimSpace(given); given == "" {
			return nil, usage("--encrypt-to is empty. Leave it out, or say which.")
		}
		all, err := export.ReadRecipients(given)
		if errors.Is(err, export.ErrNoPublicKey) {
			return nil, usage("--encrypt-to: %s.", err)
		}
		if err != nil {
			return nil, failure("%s. Nothing was written.", assessment.Capital(err.Error()))
		}
		k.Recipients = append(k.Recipients, all...)
	}
	return &k, nil
}

// keyFailure says why the private key in a file cannot be used.
func keyFailure(file string, err error) error {
	switch {
	case errors.Is(err, context.Canceled), errors.As(err, new(*refusal)):
		return err
	case errors.Is(err, seal.ErrPassphrase):
		return failure("The key %s is locked with a passphrase. Run this in a terminal to be asked for it, or name a file that holds it with --passphrase-file.", shortPath(file))
	}
	return failure("The key %s cannot be used: %s.", shortPath(file), err)
}

// readSmall reads a file with keys; what is what a sentence calls it.
func readSmall(path, what string) ([]byte, error) {
	b, err := export.ReadKey(path)
	if err != nil {
		return nil, failure("%s %s cannot be read: %s.", what, shortPath(path), reasonOnly(err))
	}
	return b, nil
}

// passphrase is how to come by the passphrase of a key: from the file that is
// named, or from the person at the terminal; nil if there is neither. It is not
// taken from the environment, which others on the machine may see.
func (a *app) passphrase(ctx context.Context, key, file string) func() ([]byte, error) {
	if file != "" {
		return func() ([]byte, error) {
			b, err := readSmall(file, "The passphrase in")
			return bytes.TrimRight(b, "\r\n"), err
		}
	}
	in, ok := a.env.Stdin.(term.File)
	if !ok || !term.IsTerminal(in.Fd()) {
		return nil
	}
	return func() ([]byte, error) {
		before, err := term.MakeRaw(in.Fd())
		if err != nil {
			return nil, failure("The passphrase cannot be asked for: %s. Name a file that holds it with --passphrase-file.", reason(err))
		}
		defer func() {
			_ = term.Restore(in.Fd(), before)
			fmt.Fprintln(a.env.Stderr)
		}()
		// Only now is nothing shown of what is typed.
		fmt.Fprintf(a.env.Stderr, "Passphrase of %s: ", shortPath(key))
		return readHidden(ctx, in)
	}
}

// readHidden reads a line from a terminal that shows and does nothing by itself:
// what is not a key for the line is part of it.
func readHidden(ctx context.Context, in io.Reader) ([]byte, error) {
	// No more is read than the line: what is typed after it is for others.
	typed, next := make(chan byte, 1), make(chan struct{}, 1)
	defer close(next)
	go func() {
		defer close(typed)
		one := make([]byte, 1)
		for range next {
			if n, err := in.Read(one); n == 0 || err != nil {
				return
			}
			typed <- one[0]
		}
	}()
	const (
		ctrlC, ctrlD, backspace, ctrlU, del = 3, 4, 8, 21, 127
	)
	var line []byte
	for {
		next <- struct{}{}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case b, ok := <-typed:
			switch {
			case !ok, b == ctrlD && len(line) == 0:
				return nil, failure("No passphrase was given, and nothing was written.")
			case b == '\r', b == '\n':
				return line, nil
			case b == ctrlC:
				return nil, context.Canceled
			case b == ctrlU:
				line = nil
			case b == backspace, b == del:
				_, n := utf8.DecodeLastRune(line)
				line = line[:len(line)-n]
			default:
				line = append(line, b)
			}
		}
	}
}

// sealJSON is what is said of the seal with --json.
type sealJSON struct {
	Files     []string `json:"files"`
	SignedBy  string   `json:"signed-by"` // the fingerprint of the key; empty if it was not signed
	Encrypted int      `json:"encrypted"` // to how many keys
}

func sealToJSON(j *export.Job) *sealJSON {
	if j.Seal == nil {
		return nil
	}
	return &sealJSON{Files: j.Inside(), SignedBy: j.Seal.SignedBy(), Encrypted: len(j.Seal.Recipients)}
}

// saySeal says what is in the sealed return, and what it is worth.
func (a *app) saySeal(j *sealJSON) {
	a.out.line("Sealed, with %s in it.", andList(j.Files))
	switch {
	case j.SignedBy != "":
		a.out.line("Signed with the key %s.", j.SignedBy)
	default:
		a.out.line("Not signed: whoever receives it can see that it is whole, but not whose it is. --sign-key signs it with a private SSH key.")
	}
	if j.Encrypted > 0 {
		a.out.line("Encrypted to %s: only who holds a private half of one can open it.", quantity(j.Encrypted, "key", "keys"))
	}
}

// isSealed reports whether a word names the file of a sealed return.
func isSealed(word string) bool {
	low := strings.ToLower(word)
	return strings.HasSuffix(low, seal.Ext) || strings.HasSuffix(low, seal.EncryptedExt) || strings.ContainsAny(word, `/\`) || filepath.IsAbs(word)
}
