package main

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"filippo.io/age"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/crypto/ssh"

	"favour/internal/seal"
)

// What scripts do with keys and with sealed returns.

// makeKey makes a key of SSH, always the same for a letter, with its public half:
// key FILE LETTER [PASSPHRASE].
func makeKey(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(writeKey(ts.MkAbs(args[0]), args[1][0], strings.Join(args[2:], " ")))
}

func writeKey(path string, letter byte, passphrase string) error {
	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{letter}, ed25519.SeedSize))
	block, err := ssh.MarshalPrivateKey(private, "")
	if passphrase != "" {
		block, err = ssh.MarshalPrivateKeyWithPassphrase(private, "", []byte(passphrase))
	}
	if err != nil {
		return err
	}
	public, err := ssh.NewPublicKey(private.Public())
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(path, pem.EncodeToMemory(block), 0o600), os.WriteFile(path+".pub", ssh.MarshalAuthorizedKey(public), 0o600))
}

// makeAgeKey makes a key of age, with its public half: agekey FILE.
func makeAgeKey(ts *testscript.TestScript, _ bool, args []string) {
	id, err := age.GenerateX25519Identity()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(id.String()+"\n"), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]+".pub"), []byte(id.Recipient().String()+"\n"), 0o600))
}

// signer adds a line to a file of allowed signers: signer FILE NAME PUBLIC.
func signer(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	ts.Check(err)
	defer f.Close()
	_, err = f.WriteString(args[1] + " " + ts.ReadFile(args[2]))
	ts.Check(err)
}

// flip changes one bit in the middle of a member of a sealed return: flip FROM TO
// MEMBER; of what is round the members, where MEMBER is round.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	b := []byte(ts.ReadFile(args[0]))
	at := len(b) - 10
	if args[2] != "round" {
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		ts.Check(err)
		i := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == args[2] })
		if i < 0 {
			ts.Fatalf("there is no %s in %s", args[2], args[0])
		}
		start, err := z.File[i].DataOffset()
		ts.Check(err)
		at = int(start) + int(z.File[i].CompressedSize64)/2
	}
	b[at] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b, 0o600))
}

// repack writes the members of a sealed return anew, as a person with a zip
// program would: repack FROM TO drop MEMBER, repack FROM TO swap MEMBER OTHER
// (that of another return), repack FROM TO add NAME.
func repack(ts *testscript.TestScript, _ bool, args []string) {
	from := members(ts, args[0])
	name := args[3]
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	put := func(name string, body []byte) {
		m, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		ts.Check(err)
		_, err = m.Write(body)
		ts.Check(err)
	}
	found := false
	for _, f := range from {
		body := f.Bytes()
		if f.Name == name {
			found = true
			switch args[2] {
			case "drop":
				continue
			case "swap":
				i := slices.IndexFunc(members(ts, args[4]), func(f seal.File) bool { return f.Name == name })
				body = members(ts, args[4])[i].Bytes()
			}
		}
		put(f.Name, body)
	}
	if args[2] == "add" {
		put(name, []byte("It was always here."))
	} else if !found {
		ts.Fatalf("there is no %s in %s", name, args[0])
	}
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o600))
}

// members are the files in a sealed return, whatever it is worth.
func members(ts *testscript.TestScript, file string) []seal.File {
	b := []byte(ts.ReadFile(file))
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	ts.Check(err)
	var all []seal.File
	for _, f := range z.File {
		r, err := f.Open()
		ts.Check(err)
		body, err := io.ReadAll(r)
		ts.Check(err)
		all = append(all, seal.NewFile(f.Name, body))
	}
	return all
}

// forge seals a return again with other words in it, unsigned, as a person would
// who has this program's source: forge FROM TO OLD NEW [OLD NEW], the last two of
// which are what the manifest says.
func forge(ts *testscript.TestScript, _ bool, args []string) {
	r, err := seal.Open([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	m := r.Manifest
	old, new := args[2], args[3]
	if len(args) > 4 {
		old, new = args[4], args[5]
	}
	found := false
	for i, f := range m.Files {
		if !strings.HasSuffix(f.Name, ".txt") {
			body := strings.ReplaceAll(string(f.Bytes()), args[2], args[3])
			found = found || body != string(f.Bytes())
			m.Files[i] = seal.NewFile(f.Name, []byte(body))
		}
	}
	for _, part := range []*string{&m.Force.Name, &m.Force.ID, &m.Period.To, &m.Marking, &m.Reference, &m.Digest, &m.Checklist.Edition} {
		found = found || strings.Contains(*part, old)
		*part = strings.ReplaceAll(*part, old, new)
	}
	if !found {
		ts.Fatalf("%s does not say %q", args[0], args[2])
	}
	var out bytes.Buffer
	ts.Check(seal.Write(&out, m, nil))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o600))
}

// unpack puts the members of a sealed return into a folder: unpack FILE FOLDER.
func unpack(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[1])
	ts.Check(os.MkdirAll(dir, 0o700))
	for _, f := range members(ts, args[0]) {
		ts.Check(os.WriteFile(filepath.Join(dir, f.Name), f.Bytes(), 0o600))
	}
}

// tells asks that standard output says something, however its lines are broken:
// tells 'a regular expression'.
func tells(ts *testscript.TestScript, neg bool, args []string) {
	want, err := regexp.Compile(args[0])
	ts.Check(err)
	if want.MatchString(strings.Join(strings.Fields(ts.ReadFile("stdout")), " ")) == neg {
		ts.Fatalf("%q is told: %v", args[0], neg)
	}
}

// reference sets a variable to the reference in an export as data: reference NAME
// FILE.
func reference(ts *testscript.TestScript, _ bool, args []string) {
	found := regexp.MustCompile(`"reference": "([^"]+)"`).FindStringSubmatch(ts.ReadFile(args[1]))
	if found == nil {
		ts.Fatalf("%s has no reference", args[1])
	}
	ts.Setenv(args[0], found[1])
}

// digestOf sets a variable to the digest in an export as data: digest NAME FILE.
func digestOf(ts *testscript.TestScript, _ bool, args []string) {
	found := regexp.MustCompile(`\n  "digest": "([0-9a-f]{64})"`).FindStringSubmatch(ts.ReadFile(args[1]))
	if found == nil {
		ts.Fatalf("%s has no digest", args[1])
	}
	ts.Setenv(args[0], found[1])
}

// revive has every signature in a sealed return stand again, as a person would who
// has this program's source: revive FROM TO.
func revive(ts *testscript.TestScript, _ bool, args []string) {
	r, err := seal.Open([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	m := r.Manifest
	reopened := regexp.MustCompile(`(?s)"stands": false,\s*"reopened": \{.*?\}`)
	found := false
	for i, f := range m.Files {
		if strings.HasSuffix(f.Name, ".json") {
			body := reopened.ReplaceAll(f.Bytes(), []byte(`"stands": true`))
			found = !bytes.Equal(body, f.Bytes())
			m.Files[i] = seal.NewFile(f.Name, body)
		}
	}
	if !found {
		ts.Fatalf("no signature in %s was reopened", args[0])
	}
	var out bytes.Buffer
	ts.Check(seal.Write(&out, m, nil))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o600))
}
