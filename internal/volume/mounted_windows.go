package volume

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// mounted is the place of path, and of the folders that exist above it.
func mounted(path, there string) Place {
	for _, p := range []string{path, there} {
		if p := byDrive(p, driveOf(p)); p.Kind != Local {
			return p
		}
	}
	for {
		if p := byAttributes(attributesOf(there)); p.Kind != Local {
			return p
		}
		above := filepath.Dir(there)
		if above == there {
			return Place{}
		}
		there = above
	}
}

// driveOf is the type of the drive, or of the folder that another drive is
// mounted at; nought if it is not to be had.
func driveOf(path string) uint32 {
	p, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0
	}
	root := make([]uint16, windows.MAX_LONG_PATH)
	if err := windows.GetVolumePathName(p, &root[0], uint32(len(root))); err != nil {
		return 0
	}
	return windows.GetDriveType(&root[0])
}

// attributesOf are the attributes of the file or folder, and the tag of what it
// stands for; noughts if they are not to be had.
func attributesOf(path string) (attributes, tag uint32) {
	p, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, 0
	}
	var found windows.Win32finddata
	h, err := windows.FindFirstFile(p, &found)
	if err != nil {
		return 0, 0
	}
	_ = windows.FindClose(h)
	if found.FileAttributes&windows.FILE_ATTRIBUTE_REPARSE_POINT != 0 {
		tag = found.Reserved0
	}
	return found.FileAttributes, tag
}
