package volume

// Folders that a program copies to and from elsewhere are folders like any
// other to the system. They are known by what the programs call them and by
// what they leave in them.

import "strings"

// folders are the names of such folders, and of the program that each is of.
var folders = map[string]string{
	"onedrive": "OneDrive", "dropbox": "Dropbox", "google drive": "Google Drive", "googledrive": "Google Drive",
	"icloud drive": "iCloud", "iclouddrive": "iCloud", "mobile documents": "iCloud", "cloudstorage": "a cloud service",
	"nextcloud": "Nextcloud", "owncloud": "ownCloud", "box sync": "Box", "pcloud drive": "pCloud", "pclouddrive": "pCloud",
	"megasync": "MEGA", "synologydrive": "Synology Drive", "tresorit": "Tresorit", "proton drive": "Proton Drive", "seafile": "Seafile",
}

// beginnings are what the names of such folders begin with, where the name of a
// firm or of an account follows.
var beginnings = []struct{ text, program string }{
	{"onedrive - ", "OneDrive"},
	{"onedrive-", "OneDrive"},
	{"dropbox (", "Dropbox"},
	{"dropbox-", "Dropbox"},
	{"googledrive-", "Google Drive"},
	{"box-", "Box"}, // below CloudStorage only
}

// atRoot are such folders where they are the first on a drive of their own.
var atRoot = map[string]string{"my drive": "Google Drive", "shared drives": "Google Drive"}

// marks are files and folders that programs leave in the folders they copy.
var marks = []struct{ name, program string }{
	{".dropbox", "Dropbox"},
	{".dropbox.cache", "Dropbox"},
	{".stfolder", "Syncthing"},
	{".nextcloudsync.log", "Nextcloud"},
	{".owncloudsync.log", "ownCloud"},
	{".SynologyWorkingDirectory", "Synology Drive"},
	{".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"}, // on every system
	{".tmp.drivedownload", "Google Drive"},
}

// variables are where OneDrive on Windows says what its folders are.
var variables = []string{"OneDrive", "OneDriveCommercial", "OneDriveConsumer"}

// syncedBy is the place at path by the names of the folders that it is in, by
// what exists in them, and by the environment. It takes both kinds of slash.
func syncedBy(path string, exists func(string) bool, getenv func(string) string) Place {
	for _, name := range variables {
		if below(path, getenv(name)) {
			return Place{Synced, "OneDrive"}
		}
	}
	// The innermost folder says it best: CloudStorage is not the name of anyone.
	found, n := Place{}, 0
	for start, end := 0, 0; start < len(path); start = end + 1 {
		end = start + strings.IndexAny(path[start:], `/\`)
		if end < start {
			break // the name of the file itself
		}
		name := strings.ToLower(path[start:end])
		if name == "" {
			continue
		}
		n++
		if program := programOf(name, found.Kind == Synced, n == 2 && strings.HasSuffix(path[:start-1], ":")); program != "" {
			found = Place{Synced, program}
		}
		for _, m := range marks {
			if exists(path[:end+1] + m.name) {
				found = Place{Synced, m.program}
			}
		}
	}
	return found
}

// programOf is the program that a folder of that name, in small letters, is of.
func programOf(name string, inside, first bool) string {
	if first && atRoot[name] != "" {
		return atRoot[name]
	}
	for _, b := range beginnings {
		if strings.HasPrefix(name, b.text) && (b.program != "Box" || inside) {
			return b.program
		}
	}
	return folders[name]
}

// below reports whether path lies in folder, by the rules of Windows.
func below(path, folder string) bool {
	path, folder = strings.ReplaceAll(path, "/", `\`), strings.TrimRight(strings.ReplaceAll(folder, "/", `\`), `\`)
	return folder != "" && len(path) > len(folder) && path[len(folder)] == '\\' && strings.EqualFold(path[:len(folder)], folder)
}
