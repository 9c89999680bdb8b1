package cli

import (
	"strings"

	"carebook/app/lang"
)

// usages are how each command is called. They are the same in every language;
// what a command does is said beside it.
var usages = []struct{ name, usage, does string }{
	{"", "carebook [--today] [--book FILE]", "cli.does.window"},
	{"FILE", "carebook FILE... [--book FILE]", "about.does.open"},
	{"--background", "carebook --background [--book FILE]", "background.does"},
	{"--digest", "carebook --digest [--book FILE]", "popup.does"},
	{"import", "carebook import FILE... [--dry-run] [--country ES] [--encoding X] [--delimiter X] [--no-header] [--map COLUMN=FIELD]... [--on-duplicate update|add|skip] [--skip-unreadable] [--tag NAME]... [--passphrase-file FILE] [--json]", "cli.does.import"},
	{"imports", "carebook imports [--json]", "cli.does.imports"},
	{"undo-import", "carebook undo-import ID [--json]", "cli.does.undo_import"},
	{"export", "carebook export FILE [--format vcard|vcard3|csv|json|archive|ics] [--tag NAME] [--person ID]... [--where QUERY] [--changed|--since YYYY-MM-DD] [--passphrase-file FILE]", "cli.does.export"},
	{"find", "carebook find QUERY [--limit N] [--json]", "cli.does.find"},
	{"show", "carebook show ID [--json]", "cli.does.show"},
	{"who", "carebook who DIGITS [--country ES] [--json]", "cli.does.who"},
	{"who --window", "carebook who --window [DIGITS]", "cli.does.who_window"},
	{"tag", "carebook tag ID...|--where QUERY [--add NAME]... [--remove NAME]... [--json]", "cli.does.tag"},
	{"log", "carebook log ID --kind call|visit|message|meeting|greeting|gift|quote|purchase|complaint|feedback|note|promise [--minutes N] [--on DATE] TEXT [--json]", "cli.does.log"},
	{"import-sales", "carebook import-sales FILE [--country ES] [--rate USD=0.92]... [--json]", "sales.does"},
	{"today", "carebook today [--on YYYY-MM-DD] [--days N] [--json]", "cli.does.today"},
	{"bands", "carebook bands [--on YYYY-MM-DD] [--json]", "bands.does"},
	{"plan", "carebook plan [--week YYYY-Www] [--hours H] [--json]", "plan.does"},
	{"backup", "carebook backup FILE [--passphrase-file FILE]", "backup.does"},
	{"restore", "carebook restore FILE [--passphrase-file FILE]", "restore.does"},
	{"check", "carebook check [--compare OTHER] [--json]", "cli.does.check"},
	{"salvage", "carebook salvage FROM TO [--json]", "trouble.does"},
	{"demo", "carebook demo FILE", "cli.does.demo"},
	{"guide", "carebook guide FOLDER", "guide.does"},
	{"--version", "carebook --version [--licences] [--json]", "about.does.version"},
}

// usageOf is how a command is called.
func usageOf(name string) string {
	for _, u := range usages {
		if u.name == name {
			return u.usage
		}
	}
	return ""
}

// help names every command and what it does.
func help() string {
	var b strings.Builder
	b.WriteString(lang.T("cli.help.intro") + "\n\n")
	for _, u := range usages {
		b.WriteString("  " + u.usage + "\n      " + lang.T(u.does) + "\n")
	}
	b.WriteString("\n" + lang.T("cli.help.end"))
	return b.String()
}
