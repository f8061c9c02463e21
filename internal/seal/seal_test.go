package seal_test

import (
	"archive/zip"
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"

	"favour/internal/seal"
)

// manifest is that of a return of the force, with data that agrees with it.
func manifest(force string, sequence uint64) seal.Manifest {
	m := seal.Manifest{
		Reference: fmt.Sprintf("%.3s-2012-%04d", strings.ToUpper(force), sequence), Assessment: force + "-2012", Force: seal.Force{ID: force, Name: "The " + force + " force"},
		Period: seal.Period{From: "2011-09-01", To: "2012-05-31"}, Marking: "RESTRICTED",
		Checklist: seal.Checklist{ID: "test", Edition: "1", Digest: "ab"}, Digest: fmt.Sprintf("%064x", sequence),
		Head: seal.Head{Sequence: sequence, SHA256: fmt.Sprintf("%064x", sequence+1)},
	}
	data := fmt.Sprintf(`{"format":"favour.return/2","reference":%q,"assessment":%q,"force":{"id":%q,"name":%q,"self":"the force"},`+
		`"period":{"from":"2011-09-01","to":"2012-05-31"},"marking":"RESTRICTED","checklist":{"id":"test","edition":"1","digest":"ab","title":"x"},`+
		`"digest":%q,"head":{"sequence":%d,"sha256":%q}}`, m.Reference, m.Assessment, m.Force.ID, m.Force.Name, m.Digest, m.Head.Sequence, m.Head.SHA256)
	m.Files = []seal.File{
		seal.NewFile(m.Assessment+".json", []byte(data)), seal.NewFile(m.Assessment+".html", []byte("<!doctype html><p>It is so.")),
	}
	return m
}

// key is a private key for tests, as ssh-keygen writes it, and its public half.
func key(t testing.TB, seed byte) (private []byte, public ssh.PublicKey) {
	t.Helper()
	k := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))
	block, err := ssh.MarshalPrivateKey(k, "")
	if err != nil {
		t.Fatal(err)
	}
	public, err = ssh.NewPublicKey(k.Public())
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(block), public
}

func signer(t testing.TB, seed byte) seal.Signer {
	t.Helper()
	private, _ := key(t, seed)
	s, err := seal.LoadSigner(private, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sealed(t testing.TB, m seal.Manifest, s seal.Signer) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := seal.Write(&b, m, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsSealedOpens(t *testing.T) {
	for name, s := range map[string]seal.Signer{"signed": signer(t, 1), "not signed": nil} {
		m := manifest("kent", 7)
		b := sealed(t, m, s)
		if !bytes.Equal(b, sealed(t, m, s)) {
			t.Errorf("%s: sealed twice, it is not the same bytes", name)
		}
		r, err := seal.Open(b)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if r.Manifest.Force.Name != m.Force.Name || r.Manifest.Format != seal.Format || (r.Signature != nil) != (s != nil) {
			t.Errorf("%s: got %+v", name, r.Manifest)
		}
		for _, f := range m.Files {
			if got, ok := r.File(f.Name); !ok || !bytes.Equal(got.Bytes(), f.Bytes()) {
				t.Errorf("%s: %s is not what it was", name, f.Name)
			}
		}
	}
}

// Whichever byte of a sealed return is another one, it is noticed.
func TestEveryByteCounts(t *testing.T) {
	b := sealed(t, manifest("kent", 7), signer(t, 1))
	for i := range b {
		other := bytes.Clone(b)
		other[i] ^= 1 << (i % 8)
		if r, err := seal.Open(other); err == nil {
			t.Fatalf("byte %d: not noticed: %+v", i, r.Manifest)
		} else if !errors.Is(err, seal.ErrAltered) && !errors.Is(err, seal.ErrNotSealed) && !errors.Is(err, seal.ErrNewer) {
			t.Fatalf("byte %d: %v", i, err)
		}
	}
	for n := 0; n < len(b); n += 7 {
		if _, err := seal.Open(b[:n]); err == nil {
			t.Fatalf("cut to %d bytes: not noticed", n)
		}
	}
	if _, err := seal.Open(append(bytes.Clone(b), 0)); !errors.Is(err, seal.ErrAltered) {
		t.Errorf("with a byte behind: got %v", err)
	}
}

// rebuild makes an archive of members, as a person with a zip program would.
func rebuild(t *testing.T, b []byte, change func(name string, body []byte) (string, []byte)) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		name, body := change(f.Name, body)
		if name == "" {
			continue
		}
		m, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Write(body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// The cause is named, whatever was done to the archive.
func TestTheCauseIsNamed(t *testing.T) {
	b := sealed(t, manifest("kent", 7), signer(t, 1))
	surrey := manifest("surrey", 9)
	private, _ := key(t, 1)
	for name, tt := range map[string]struct {
		change func(name string, body []byte) (string, []byte)
		want   string
	}{
		"a file left out": {func(n string, b []byte) (string, []byte) {
			if n == "kent-2012.html" {
				return "", nil
			}
			return n, b
		}, "kent-2012.html is missing"},
		"a file changed": {func(n string, b []byte) (string, []byte) {
			if n == "kent-2012.html" {
				return n, append(b, "<p>It is not so."...)
			}
			return n, b
		}, "kent-2012.html is not the file"},
		"the data of another return": {func(n string, b []byte) (string, []byte) {
			if n == "kent-2012.json" {
				return n, surrey.Files[0].Bytes()
			}
			return n, b
		}, "kent-2012.json is not the file"},
		"a manifest changed": {func(n string, b []byte) (string, []byte) {
			if n == "manifest.json" {
				return n, bytes.Replace(b, []byte("RESTRICTED"), []byte("PROTECT"), 1)
			}
			return n, b
		}, "the signature is not under this manifest.json"},
		"a signature of nothing": {func(n string, b []byte) (string, []byte) {
			if n == "manifest.json.sig" {
				return n, []byte("signed, A. Example")
			}
			return n, b
		}, "manifest.json.sig is no signature"},
		"a signature for something else": {func(n string, b []byte) (string, []byte) {
			if n == "manifest.json.sig" {
				k, err := ssh.ParsePrivateKey(private)
				if err != nil {
					t.Fatal(err)
				}
				sig, err := sshsig.Sign(strings.NewReader("any"), k, sshsig.HashSHA512, "git")
				if err != nil {
					t.Fatal(err)
				}
				return n, sshsig.Armor(sig)
			}
			return n, b
		}, `the signature was made for "git", and not for returns`},
		"the text for people changed": {func(n string, b []byte) (string, []byte) {
			if n == "READ ME.txt" {
				return n, []byte("all is well")
			}
			return n, b
		}, "READ ME.txt is not the file"},
		"a file renamed": {func(n string, b []byte) (string, []byte) {
			if n == "kent-2012.html" {
				return "other.html", b
			}
			return n, b
		}, "kent-2012.html is missing"},
		"only packed again": {func(n string, b []byte) (string, []byte) { return n, b }, "the container round the files was changed"},
	} {
		if _, err := seal.Open(rebuild(t, b, tt.change)); !errors.Is(err, seal.ErrAltered) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", name, err, tt.want)
		}
	}
	// Without a signature, a whole manifest can be made up; not one of other data.
	m := manifest("kent", 7)
	m.Files[0] = seal.NewFile("kent-2012.json", surrey.Files[0].Bytes())
	if _, err := seal.Open(sealed(t, m, nil)); !errors.Is(err, seal.ErrAltered) || !strings.Contains(err.Error(), "is of another return") {
		t.Errorf("the data of another force under this manifest: got %v", err)
	}
	m = manifest("kent", 7)
	m.Replaces = &seal.Earlier{Reference: "KEN-2012-0006", Digest: "ab", Head: seal.Head{Sequence: 6, SHA256: "cd"}}
	if _, err := seal.Open(sealed(t, m, nil)); !errors.Is(err, seal.ErrAltered) || !strings.Contains(err.Error(), "the return before is not the one") {
		t.Errorf("the data replaces no return, and the manifest says one: got %v", err)
	}
	for _, b := range [][]byte{nil, []byte("hello"), rebuild(t, b, func(n string, b []byte) (string, []byte) {
		if n == "manifest.json" {
			return "", nil
		}
		return n, b
	})} {
		if _, err := seal.Open(b); !errors.Is(err, seal.ErrNotSealed) {
			t.Errorf("got %v, want %v", err, seal.ErrNotSealed)
		}
	}
}

func TestSignedBy(t *testing.T) {
	_, public := key(t, 1)
	_, other := key(t, 2)
	r, err := seal.Open(sealed(t, manifest("kent", 7), signer(t, 1)))
	if err != nil {
		t.Fatal(err)
	}
	line := func(who, options string, k ssh.PublicKey) string {
		return who + " " + options + string(ssh.MarshalAuthorizedKey(k))
	}
	now := time.Date(2012, 7, 2, 12, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"known":               {"# forces\n\n" + line("kent", "", public), []string{"kent"}},
		"two names":           {line("kent,kent@example.org", "", public), []string{"kent", "kent@example.org"}},
		"in quotes":           {line(`"Kent Police,kent"`, "", public), []string{"Kent Police", "kent"}},
		"behind a tab":        {"kent\t" + string(ssh.MarshalAuthorizedKey(public)), []string{"kent"}},
		"another key":         {line("kent", "", other), nil},
		"for returns":         {line("kent", `namespaces="git,favour-return" `, public), []string{"kent"}},
		"for something else":  {line("kent", `namespaces="git" `, public), nil},
		"still valid":         {line("kent", `valid-after="20120101Z",valid-before="20130101Z" `, public), []string{"kent"}},
		"not valid any more":  {line("kent", `valid-before="20120101Z" `, public), nil},
		"not valid yet":       {line("kent", `valid-after="201301010000Z" `, public), nil},
		"one of them is this": {line("surrey", "", other) + line("kent", "", public), []string{"kent"}},
		"behind a mark":       {"\ufeff" + line("kent", "", public), []string{"kent"}},
		"nobody":              {"", nil},
	} {
		known, err := seal.ParseKnown([]byte(tt.text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := r.SignedBy(known, now); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
	for _, text := range []string{"kent", "kent ssh-ed25519 AAAA", line("*", "cert-authority ", public), line("kent", `valid-after="soon" `, public)} {
		if _, err := seal.ParseKnown([]byte(text)); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

func TestLockedKeys(t *testing.T) {
	k := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, ed25519.SeedSize))
	block, err := ssh.MarshalPrivateKeyWithPassphrase(k, "", []byte("open sesame"))
	if err != nil {
		t.Fatal(err)
	}
	locked := pem.EncodeToMemory(block)
	say := func(s string) func() ([]byte, error) { return func() ([]byte, error) { return []byte(s), nil } }
	var opens []seal.Identity
	for _, tt := range []struct {
		ask  func() ([]byte, error)
		want error
	}{{nil, seal.ErrPassphrase}, {say("wrong"), seal.ErrWrongPassphrase}, {say("open sesame"), nil}} {
		if _, err := seal.LoadSigner(locked, tt.ask); !errors.Is(err, tt.want) {
			t.Errorf("to sign: got %v, want %v", err, tt.want)
		}
		opens, err = seal.ParseIdentities(locked, tt.ask)
		if !errors.Is(err, tt.want) {
			t.Errorf("to decrypt: got %v, want %v", err, tt.want)
		}
	}
	public, err := ssh.NewPublicKey(k.Public())
	if err != nil {
		t.Fatal(err)
	}
	to, err := seal.ParseRecipients(string(ssh.MarshalAuthorizedKey(public)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := seal.Encrypt(&b, to...)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(seal.Write(w, manifest("kent", 7), nil), w.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.OpenEncrypted(b.Bytes(), opens...); err != nil {
		t.Errorf("with the key that was locked: %v", err)
	}
	if _, err := seal.LoadSigner([]byte("hello"), nil); err == nil {
		t.Error("that is no key")
	}
}

// What is wrong with a key is said of the key that it is.
func TestKeysThatAreOfNoUse(t *testing.T) {
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(ec, "")
	if err != nil {
		t.Fatal(err)
	}
	curve := pem.EncodeToMemory(block)
	token := pem.EncodeToMemory(&pem.Block{Type: block.Type, Bytes: bytes.Replace(block.Bytes, []byte("ecdsa-sha2-nistp256"), []byte(ssh.KeyAlgoSKECDSA256), -1)})
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	private, public := key(t, 1)
	sign := func(b []byte) error { _, err := seal.LoadSigner(b, nil); return err }
	open := func(b []byte) error { _, err := seal.ParseIdentities(b, nil); return err }
	encrypt := func(b []byte) error { _, err := seal.ParseRecipients(string(b)); return err }
	for _, tt := range []struct {
		name string
		use  func([]byte) error
		key  []byte
		want string // empty if it is of use
	}{
		{"sign with a curve of NIST's", sign, curve, ""},
		{"open with one", open, curve, "only with ssh-ed25519 and ssh-rsa"},
		{"sign with a token", sign, token, "the key of a security token"},
		{"open with a token", open, token, "the key of a security token"},
		{"sign with the public half", sign, ssh.MarshalAuthorizedKey(public), "the public half"},
		{"encrypt to a private key of SSH", encrypt, private, "the private half"},
		{"encrypt to a private key of age", encrypt, []byte("# mine\n" + id.String() + "\n"), "the private half"},
		{"encrypt to a file of Windows", encrypt, []byte("\ufeff" + id.Recipient().String() + "\r\n"), ""},
	} {
		switch err := tt.use(tt.key); {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestEncryption(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	private, public := key(t, 4)
	recipients, err := seal.ParseRecipients("# HMIC\n" + id.Recipient().String() + "\n" + string(ssh.MarshalAuthorizedKey(public)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := seal.Encrypt(&b, recipients...)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(seal.Write(w, manifest("kent", 7), signer(t, 1)), w.Close()); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{id.String() + "\n", string(private)} {
		identities, err := seal.ParseIdentities([]byte(text), nil)
		if err != nil {
			t.Fatal(err)
		}
		r, err := seal.OpenEncrypted(b.Bytes(), identities...)
		if err != nil || !r.Encrypted || r.Signature == nil {
			t.Fatalf("got %+v, %v", r, err)
		}
		for _, at := range []int{30, b.Len() / 2, b.Len() - 1} {
			other := bytes.Clone(b.Bytes())
			other[at] ^= 1
			if _, err := seal.OpenEncrypted(other, identities...); err == nil {
				t.Errorf("byte %d: not noticed", at)
			}
		}
	}
	if _, err := seal.OpenEncrypted(b.Bytes()); !errors.Is(err, seal.ErrEncrypted) {
		t.Errorf("without a key: got %v", err)
	}
	stranger, _ := age.GenerateX25519Identity()
	if _, err := seal.OpenEncrypted(b.Bytes(), stranger); !errors.Is(err, seal.ErrEncrypted) {
		t.Errorf("with another key: got %v", err)
	}
	for _, text := range []string{"", "age1", "hello"} {
		if _, err := seal.ParseRecipients(text); err == nil {
			t.Errorf("%q: that is no key", text)
		}
	}
	if _, err := seal.ParseIdentities([]byte("hello"), nil); err == nil {
		t.Error("that is no key")
	}
}

func TestSupersedes(t *testing.T) {
	open := func(m seal.Manifest) *seal.Return {
		r, err := seal.Open(sealed(t, m, nil))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	old, late, other := open(manifest("kent", 7)), open(manifest("kent", 8)), open(manifest("surrey", 9))
	if !late.Supersedes(old) || old.Supersedes(late) || old.Supersedes(old) || other.Supersedes(old) {
		t.Error("the later return of one assessment, and no other, is the one that counts")
	}
}

func TestWhatCannotBeSealed(t *testing.T) {
	for name, change := range map[string]func(*seal.Manifest){
		"nothing in it":  func(m *seal.Manifest) { m.Files = nil },
		"no reference":   func(m *seal.Manifest) { m.Reference = "" },
		"an old one":     func(m *seal.Manifest) { m.Replaces = &seal.Earlier{Head: m.Head} },
		"a debt":         func(m *seal.Manifest) { m.Withheld = -1 },
		"no force":       func(m *seal.Manifest) { m.Force = seal.Force{} },
		"a path":         func(m *seal.Manifest) { m.Files[1].Name = "../x.html" },
		"a drive":        func(m *seal.Manifest) { m.Files[1].Name = `C:\x.html` },
		"two of a name":  func(m *seal.Manifest) { m.Files[1].Name = strings.ToUpper(m.Files[0].Name) },
		"a name of ours": func(m *seal.Manifest) { m.Files[1].Name = "manifest.json" },
		"a control":      func(m *seal.Manifest) { m.Files[1].Name = "x\x1b.html" },
	} {
		m := manifest("kent", 7)
		change(&m)
		if err := seal.Write(io.Discard, m, nil); err == nil {
			t.Errorf("%s: it was sealed", name)
		}
	}
}

// ssh-keygen accepts the signature, and says whose it is.
func TestSSHKeygenAgrees(t *testing.T) {
	program, err := exec.LookPath("ssh-keygen")
	if err != nil {
		t.Skip("there is no ssh-keygen here")
	}
	dir := t.TempDir()
	r, err := zip.NewReader(bytes.NewReader(sealed(t, manifest("kent", 7), signer(t, 1))), int64(len(sealed(t, manifest("kent", 7), signer(t, 1)))))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, r); err != nil {
		t.Fatal(err)
	}
	_, public := key(t, 1)
	if err := os.WriteFile(filepath.Join(dir, "signers"), append([]byte("kent "), ssh.MarshalAuthorizedKey(public)...), 0o600); err != nil {
		t.Fatal(err)
	}
	verify := func(manifest []byte) error {
		c := exec.Command(program, "-Y", "verify", "-n", seal.Namespace, "-f", "signers", "-I", "kent", "-s", "manifest.json.sig")
		c.Dir, c.Stdin = dir, bytes.NewReader(manifest)
		return c.Run()
	}
	manifest, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := verify(manifest); err != nil {
		t.Errorf("ssh-keygen: %v", err)
	}
	if err := verify(append(manifest, ' ')); err == nil {
		t.Error("ssh-keygen accepts a signature of something else, so nothing is tested")
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(sealed(f, manifest("kent", 7), signer(f, 1)))
	f.Add(sealed(f, manifest("kent", 7), nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := seal.Open(b)
		if err != nil {
			return
		}
		var again bytes.Buffer
		m := r.Manifest
		if r.Signature == nil && (seal.Write(&again, m, nil) != nil || !bytes.Equal(again.Bytes(), b)) {
			t.Fatal("what opens is not the one way to write it")
		}
	})
}
