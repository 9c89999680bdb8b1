package vcf

import "bytes"

// Producer names the program that wrote a file of cards, as far as its first
// cards tell, or "".
func Producer(head []byte) string {
	id := ""
	if i := bytes.Index(bytes.ToUpper(head), []byte("PRODID")); i >= 0 {
		line, _, _ := bytes.Cut(head[i:], []byte("\n"))
		if _, value, ok := bytes.Cut(line, []byte(":")); ok {
			id = string(bytes.ToUpper(value))
		}
	}
	for _, p := range []struct{ mark, name string }{
		{"CAREBOOK", "Carebook"},
		{"ICLOUD", "iCloud"},
		{"IPHONE", "iPhone"},
		{"IOS", "iPhone"},
		{"MAC OS", "Apple Contacts"},
		{"MACOS", "Apple Contacts"},
		{"APPLE", "Apple Contacts"},
		{"KADDRESSBOOK", "KAddressBook"},
		{"CARDBOOK", "CardBook"},
		{"THUNDERBIRD", "Thunderbird"},
		{"SABRE", "Nextcloud"},
		{"NEXTCLOUD", "Nextcloud"},
		{"OWNCLOUD", "ownCloud"},
		{"ENTOURAGE", "Entourage"},
		{"YAHOO", "Yahoo"},
		{"OUTLOOK", "Outlook"},
		{"EVOLUTION", "Evolution"},
		{"GOOGLE", "Google Contacts"},
		{"EZ-VCARD", "ez-vcard"},
	} {
		if bytes.Contains([]byte(id), []byte(p.mark)) {
			return p.name
		}
	}
	for _, p := range []struct{ mark, name string }{
		{"X-ANDROID-CUSTOM", "Android"},
		{"X-ANDROID-", "Android"},
		{"X-MS-OL-", "Outlook"},
		{"X-MOZILLA-HTML", "Thunderbird"},
		{"X-EVOLUTION-", "Evolution"},
		{"X-ABUID", "Apple Contacts"},
		{"X-GAMMU-", "Gammu"},
		{"X-NEC-", "NEC"},
		{"X-CLASS:", "Nokia"},
		{"X-KADDRESSBOOK", "KAddressBook"},
	} {
		if bytes.Contains(head, []byte(p.mark)) {
			return p.name
		}
	}
	return ""
}
