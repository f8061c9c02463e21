package volume

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The tables are held against what each system may say on every system: none
// of the places need exist.

func TestLinux(t *testing.T) {
	const table = `22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 0:40 / /mnt/force rw shared:1 - cifs //server/force rw
41 27 0:41 / /home/x/remote rw - fuse.sshfs x@host: rw
42 27 0:42 / /media/stick rw - fuseblk /dev/sdb1 rw
43 27 0:43 / /home/x/Head\040of\040PSD rw - fuse.rclone remote: rw
44 27 0:44 / /home/x/vault rw - fuse.gocryptfs /home/x/.vault rw
45 27 0:45 / /home/x/own rw - fuse.somethingnew x rw
a line that is none
46 27`
	for _, c := range []struct {
		magic uint32
		path  string
		want  Place
	}{
		{0xef53, "/home/x/favour.db", Place{}},
		{0x01021994, "/tmp/favour.db", Place{}},
		{0x6969, "/x", Place{Share, "NFS"}},
		{0xff534d42, "/mnt/force/favour.db", Place{Share, "SMB"}},
		{0xfe534d42, "/x", Place{Share, "SMB"}},
		{0x01021997, "/mnt/c/favour.db", Place{Share, "9P, from another system"}},
		{0x65735546, "/home/x/remote/favour.db", Place{Share, "SSH"}},
		{0x65735546, "/home/x/remote", Place{Share, "SSH"}},
		{0x65735546, "/media/stick/favour.db", Place{}},
		{0x65735546, "/home/x/Head of PSD/favour.db", Place{Synced, "rclone"}},
		{0x65735546, "/home/x/vault/favour.db", Place{}},
		{0x65735546, "/home/x/own/favour.db", Place{Share, "FUSE, somethingnew"}},
	} {
		if got := byMagic(c.magic, c.path, table); got != c.want {
			t.Errorf("%#x %s: got %+v, want %+v", c.magic, c.path, got, c.want)
		}
	}
	if got, want := byMagic(0x65735546, "/x", ""), (Place{Share, "FUSE, fuse"}); got != want {
		t.Errorf("without a table: got %+v, want %+v", got, want)
	}
	if got := typeAt("/mnt/forces/x", table); got != "ext4" {
		t.Errorf("a name that begins like a mounted folder: got %s", got)
	}
}

func TestMacOS(t *testing.T) {
	for _, c := range []struct {
		name  string
		local bool
		want  Place
	}{
		{"apfs", true, Place{}},
		{"hfs", true, Place{}},
		{"smbfs", false, Place{Share, "SMB"}},
		{"nfs", false, Place{Share, "NFS"}},
		{"afpfs", false, Place{Share, "AFP"}},
		{"webdav", false, Place{Share, "WebDAV"}},
		{"macfuse", true, Place{Share, "FUSE, macfuse"}},
		{"new", false, Place{Share, "new"}},
	} {
		if got := byStatfs(c.name, c.local); got != c.want {
			t.Errorf("%s, %v: got %+v, want %+v", c.name, c.local, got, c.want)
		}
	}
}

func TestWindows(t *testing.T) {
	for _, c := range []struct {
		path  string
		drive uint32
		kind  Kind
	}{
		{`C:\Users\x\AppData\Local\favour\favour.db`, 3, Local},
		{`H:\favour.db`, 4, Share},
		{`\\server\home\favour.db`, 1, Share},
		{`//server/home/favour.db`, 1, Share},
		{`\\?\UNC\server\home\favour.db`, 1, Share},
		{`\\?\unc\server\home\favour.db`, 1, Share},
		{`\\?\C:\favour.db`, 3, Local},
		{`\\.\C:\favour.db`, 3, Local},
		{`\\wsl.localhost\Debian\home\x\favour.db`, 1, Share},
		{`E:\favour.db`, 2, Local},
	} {
		if got := byDrive(c.path, c.drive); got.Kind != c.kind {
			t.Errorf("%s, %d: got %+v, want kind %d", c.path, c.drive, got, c.kind)
		}
	}
	for _, c := range []struct {
		attributes, tag uint32
		kind            Kind
	}{
		{0x20, 0, Local},
		{0x10 | 0x400, 0xa0000003, Local}, // a junction
		{0x20 | 0x400000, 0, Synced},
		{0x20 | 0x80000, 0, Synced},
		{0x20 | 0x100000, 0, Synced},
		{0x10 | 0x400, 0x9000701a, Synced}, // OneDrive
		{0x10 | 0x400, 0x9000001a, Synced},
	} {
		if got := byAttributes(c.attributes, c.tag); got.Kind != c.kind {
			t.Errorf("%#x, %#x: got %+v, want kind %d", c.attributes, c.tag, got, c.kind)
		}
	}
}

func TestSynced(t *testing.T) {
	there := map[string]bool{"/data/box/.dropbox": true, "/data/both/.stfolder": true}
	exists := func(path string) bool { return there[filepath.ToSlash(path)] }
	environment := map[string]string{"OneDriveCommercial": `D:\Cloud\`}
	for path, want := range map[string]string{
		"/home/x/.local/share/favour/favour.db":             "",
		"/home/x/OneDrive/favour.db":                        "OneDrive",
		"/home/x/OneDrive - Leicestershire Police/psd/f.db": "OneDrive",
		`C:\Users\x\OneDrive - Leicestershire Police\f.db`:  "OneDrive",
		`c:\users\x\onedrive\f.db`:                          "OneDrive",
		`D:\Cloud\f.db`:                                     "OneDrive",
		`d:\cloud\psd\f.db`:                                 "OneDrive",
		`D:\Clouds\f.db`:                                    "",
		"/Users/x/Library/CloudStorage/OneDrive-Kent/f.db":  "OneDrive",
		"/Users/x/Library/CloudStorage/Box-Box/f.db":        "Box",
		"/Users/x/Library/CloudStorage/SomethingNew/f.db":   "a cloud service",
		"/Users/x/Library/Mobile Documents/com~apple/f.db":  "iCloud",
		`C:\Users\x\iCloudDrive\f.db`:                       "iCloud",
		`G:\My Drive\f.db`:                                  "Google Drive",
		`C:\Users\x\My Drive\f.db`:                          "",
		"/home/x/Dropbox/f.db":                              "Dropbox",
		"/home/x/Dropbox (Force)/f.db":                      "Dropbox",
		"/home/x/Dropbox":                                   "", // the store's own name
		"/data/box/f.db":                                    "Dropbox",
		"/data/both/Nextcloud/f.db":                         "Nextcloud",
		"/data/both/f.db":                                   "Syncthing",
		"/home/box-of-papers/f.db":                          "",
		"favour.db":                                         "",
		"":                                                  "",
		"/":                                                 "",
		`\`:                                                 "",
		"/home/x/not OneDrive/f.db":                         "",
	} {
		got := syncedBy(path, exists, func(name string) string { return environment[name] })
		if got.Name != want || (got.Kind == Synced) != (want != "") {
			t.Errorf("%s: got %+v, want %q", path, got, want)
		}
	}
}

// The real system: a folder of this test is on a disk, and the names and links
// in it are looked at.
func TestOf(t *testing.T) {
	dir := t.TempDir()
	if got := Of(filepath.Join(dir, "new", "favour.db")); got != (Place{}) {
		t.Errorf("a new folder: got %+v", got)
	}
	synced := filepath.Join(dir, "OneDrive - Force")
	if err := os.Mkdir(synced, 0o700); err != nil {
		t.Fatal(err)
	}
	want := Place{Synced, "OneDrive"}
	if got := Of(filepath.Join(synced, "new", "favour.db")); got != want {
		t.Errorf("a synchronised folder: got %+v, want %+v", got, want)
	}
	link := filepath.Join(dir, "documents")
	if err := os.Symlink(synced, link); err != nil {
		t.Fatal(err)
	}
	if got := Of(filepath.Join(link, "favour.db")); got != want {
		t.Errorf("a link to it: got %+v, want %+v", got, want)
	}
	t.Chdir(synced)
	if got := Of("favour.db"); got != want {
		t.Errorf("from within: got %+v, want %+v", got, want)
	}
}

func TestWarning(t *testing.T) {
	if got := (Place{}).Warning("favour.db", "/safe"); got != "" {
		t.Errorf("a safe place: got %q", got)
	}
	for p, wants := range map[Place][]string{
		{Share, "SMB"}:       {"The store favour.db is on a network share (SMB).", "can damage the file", "such as /safe, and put copies on the share with favour backup."},
		{Synced, "OneDrive"}: {"The store favour.db is in a folder that OneDrive copies elsewhere.", "answers are lost", "such as /safe, and put copies into that folder with favour backup."},
	} {
		for _, want := range wants {
			if got := p.Warning("favour.db", "/safe"); !strings.Contains(got, want) {
				t.Errorf("%q does not say %q", got, want)
			}
		}
		if got := p.Warning("favour.db", ""); strings.Contains(got, "such as") {
			t.Errorf("without a safe place: got %q", got)
		}
	}
}

func TestTrouble(t *testing.T) {
	wrap := func(err error) error {
		return fmt.Errorf("open: %w", &fs.PathError{Op: "open", Path: "x", Err: err})
	}
	for _, n := range errnoAway {
		if err := wrap(n); !Away(err) || Unlockable(err) {
			t.Errorf("%v is not told to be away", err)
		}
	}
	for _, n := range errnoUnlockable {
		if err := wrap(n); !Unlockable(err) || Away(err) {
			t.Errorf("%v is not told to be without locks", err)
		}
	}
	if err := fmt.Errorf("mmap error: %s", errnoUnlockable[0]); !Unlockable(err) {
		t.Errorf("in words: %v is not known", err)
	}
	for _, err := range []error{nil, errors.New("x"), wrap(fs.ErrNotExist), wrap(fs.ErrPermission)} {
		if Away(err) || Unlockable(err) {
			t.Errorf("%v is told to be trouble with the place", err)
		}
	}
}
