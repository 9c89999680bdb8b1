package book

import "carebook/app/care"

// PruneBackups removes from a folder the daily backups of a book without a mark that need
// not be kept on a day, as DailyBackup does.
func PruneBackups(path, folder string, today care.Day) error {
	_, err := dailyNames(path).prune(folder, today)
	return err
}
