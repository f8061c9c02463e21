package volume

// What systems call the places that they have mounted.

import (
	"strconv"
	"strings"
)

// shares are the file systems that lie on another computer, by the names that
// Linux and macOS give them.
var shares = map[string]string{
	"nfs": "NFS", "nfs4": "NFS", "smb": "SMB", "smb2": "SMB", "smb3": "SMB", "smbfs": "SMB", "cifs": "SMB", "ncpfs": "NetWare",
	"afpfs": "AFP", "afs": "AFS", "webdav": "WebDAV", "davfs": "WebDAV", "davfs2": "WebDAV", "ftp": "FTP", "coda": "Coda",
	"ceph": "Ceph", "lustre": "Lustre", "glusterfs": "GlusterFS", "gpfs": "GPFS", "beegfs": "BeeGFS",
	"9p": "9P, from another system", "virtiofs": "virtiofs, from another system", "vboxsf": "VirtualBox, from another system",
	"vmhgfs": "VMware, from another system", "vmhgfs-fuse": "VMware, from another system", "prl_fs": "Parallels, from another system",
	"sshfs": "SSH", "gvfsd-fuse": "GVfs", "curlftpfs": "FTP", "s3fs": "S3", "gcsfuse": "Google Cloud Storage", "blobfuse2": "Azure",
}

// copied are the file systems that a program fills from elsewhere.
var copied = map[string]string{
	"rclone": "rclone", "onedriver": "OneDrive", "google-drive-ocamlfuse": "Google Drive", "pcloud": "pCloud", "dropbox": "Dropbox",
}

// nearby are the file systems by FUSE that lie on a disk of this computer.
var nearby = map[string]bool{
	"fuseblk": true, "ntfs": true, "ntfs-3g": true, "exfat": true, "ext2": true, "bindfs": true, "encfs": true, "gocryptfs": true,
	"cryfs": true, "ecryptfs": true, "mergerfs": true, "unionfs": true, "unionfs-fuse": true, "fuse-overlayfs": true, "squashfuse": true,
	"portal": true, "lxcfs": true, "zfs-fuse": true, "apfs": true, "veracrypt": true, "truecrypt": true, "securefs": true,
}

// byType is the place on a file system of that type, as in /proc/mounts or
// macOS's statfs. Of an unknown one by FUSE nothing good is assumed.
func byType(name string) Place {
	name = strings.ToLower(name)
	bare, fuse := strings.CutPrefix(name, "fuse.")
	switch {
	case shares[bare] != "":
		return Place{Share, shares[bare]}
	case copied[bare] != "":
		return Place{Synced, copied[bare]}
	case nearby[bare]:
		return Place{}
	case fuse, bare == "fuse", bare == "macfuse", bare == "osxfuse":
		return Place{Share, "FUSE, " + bare}
	}
	return Place{}
}

// magics are the numbers that Linux's statfs gives, and the types that they
// stand for. Those of FUSE say nothing of what is behind it.
var magics = map[uint32]string{
	0x6969: "nfs", 0x517b: "smb", 0xff534d42: "cifs", 0xfe534d42: "smb3", 0x564c: "ncpfs", 0x5346414f: "afs", 0x6b414653: "afs",
	0x73757245: "coda", 0x00c36400: "ceph", 0x0bd00bd0: "lustre", 0x47504653: "gpfs", 0x19830326: "beegfs", 0x01021997: "9p",
	0x786f4256: "vboxsf", 0xbacbacbc: "vmhgfs", 0x65735546: "fuse",
}

// byMagic is the place where statfs gives that number, and table is what
// /proc/self/mountinfo says.
func byMagic(magic uint32, path, table string) Place {
	name := magics[magic]
	if name == "fuse" {
		if t := typeAt(path, table); t != "" {
			name = t
		}
	}
	return byType(name)
}

// typeAt is the type of the file system that path is on by the table in
// /proc/self/mountinfo, and empty if that does not say.
//
//	36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
func typeAt(path, table string) string {
	longest, found := -1, ""
	for line := range strings.Lines(table) {
		before, after, ok := strings.Cut(line, " - ")
		left, right := strings.Fields(before), strings.Fields(after)
		if !ok || len(left) < 5 || len(right) == 0 {
			continue
		}
		at := unescape(left[4])
		if len(at) >= longest && within(path, at) { // of two at one place the later hides the other
			longest, found = len(at), right[0]
		}
	}
	return found
}

// within reports whether path is folder or below it.
func within(path, folder string) bool {
	rest, ok := strings.CutPrefix(path, strings.TrimSuffix(folder, "/"))
	return ok && (rest == "" || rest[0] == '/')
}

// unescape undoes the octal escapes of blanks in mountinfo.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+4 <= len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+4], 8, 8); err == nil {
				b.WriteByte(byte(n))
				i += 3
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// byStatfs is the place where macOS's statfs gives that type and says whether
// it is local.
func byStatfs(name string, local bool) Place {
	if p := byType(name); p.Kind != Local {
		return p
	}
	if !local {
		return Place{Share, name}
	}
	return Place{}
}

// What Windows says of a drive and of a file: DRIVE_REMOTE, and the attributes
// and tags of files that are also, or only, in a cloud.
const (
	driveRemote        = 4
	recallOnOpen       = 0x00040000
	pinned             = 0x00080000
	unpinned           = 0x00100000
	recallOnDataAccess = 0x00400000
	tagCloud           = 0x9000001a // with the provider in bits 12 to 15
	tagCloudMask       = 0xffff0fff
)

// byDrive is the place at a path of Windows on a drive of that type.
func byDrive(path string, drive uint32) Place {
	switch {
	case isUNC(path):
		return Place{Share, "a path that begins with two backslashes"}
	case drive == driveRemote:
		return Place{Share, "a network drive"}
	}
	return Place{}
}

// byAttributes is the place of a file or folder of Windows with these.
func byAttributes(attributes, tag uint32) Place {
	if attributes&(recallOnOpen|pinned|unpinned|recallOnDataAccess) != 0 || tag&tagCloudMask == tagCloud {
		return Place{Synced, "a cloud service such as OneDrive"}
	}
	return Place{}
}

// isUNC reports whether path names another computer, as \\server\share\x does
// and \\?\C:\x does not.
func isUNC(path string) bool {
	path = strings.ReplaceAll(path, "/", `\`)
	rest, ok := strings.CutPrefix(path, `\\`)
	if !ok {
		return false
	}
	if device, ok := strings.CutPrefix(rest, `?\`); ok {
		return len(device) >= 4 && strings.EqualFold(device[:4], `UNC\`)
	}
	return !strings.HasPrefix(rest, `.\`)
}
