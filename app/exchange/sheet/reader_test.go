package sheet_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"carebook/app/care"
	"carebook/app/exchange/dates"
	"carebook/app/exchange/record"
	"carebook/app/exchange/sheet"
)

func column(heading, value string) care.Property {
	return care.Property{Name: care.ColumnProperty, Params: []care.Param{{Name: "NAME", Values: []string{heading}}}, Value: value}
}

// TestFields reads one row of tables as their producers write them.
func TestFields(t *testing.T) {
	for _, test := range []struct {
		name string
		raw  string
		// producer is the one that the headings tell.
		producer string
		want     care.Person
	}{
		{
			"Google",
			"First Name,Last Name,File As,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value," +
				"Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Relation 1 - Label,Relation 1 - Value,Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value," +
				"Custom Field 1 - Label,Custom Field 1 - Value\n" +
				"Ana,Ruiz,R,\" --12-25\",\"a\nb\",https://example.com/a.jpg,Friends ::: * myContacts ::: * starred,* Home,a@example.com,Mobile,+34 600 000 001 ::: +34 600 000 002,Boat,5," +
				"Work,\"S\nC\",S,C,Spouse,Bo,Profile,example.com,Anniversary,2001-02-03,Shoe,38\n",
			"Google Contacts",
			care.Person{
				FullName: "Ana Ruiz", Given: "Ana", Family: "Ruiz", Remark: "a\nb", Tags: []string{"Friends"},
				Emails:    []care.Email{{Address: "a@example.com", Type: "home"}},
				Phones:    []care.Phone{{Number: "+34 600 000 001", Type: care.Mobile}, {Number: "+34 600 000 002", Type: care.Mobile}, {Number: "5", Label: "Boat"}},
				Addresses: []care.Address{{Type: care.Work, Formatted: "S\nC", Street: "S", City: "C"}},
				Related:   []care.Related{{Name: "Bo", Relation: "spouse"}}, URLs: []care.URL{{URL: "example.com", Type: "profile"}},
				Dates: []care.Date{{Kind: care.Birthday, Month: 12, Day: 25}, {Kind: care.Anniversary, Year: 2001, Month: 2, Day: 3}},
				Extra: []care.Property{
					column("File As", "R"),
					{Name: "PHOTO", Params: []care.Param{{Name: "VALUE", Values: []string{"uri"}}}, Value: "https://example.com/a.jpg"},
					{Name: "X-ANDROID-STARRED", Value: "1"},
					column("Shoe", "38"),
				},
			},
		},
		{
			"Google before 2024",
			"Name,Given Name,Family Name,Yomi Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,IM 1 - Type,IM 1 - Service,IM 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title\n" +
				"Dr. Ana Ruiz,Ana,Ruiz,,* My Contacts ::: Work,* Work,a@example.com,,Skype,ana,Home Fax,5,Acme,CEO\n",
			"Google Contacts (before 2024)",
			care.Person{
				FullName: "Dr. Ana Ruiz", Given: "Ana", Family: "Ruiz", Organization: "Acme", Title: "CEO", Tags: []string{"Work"},
				Emails: []care.Email{{Address: "a@example.com", Type: "work"}}, Phones: []care.Phone{{Number: "5", Type: care.HomeFax}},
				Messengers: []care.Messenger{{Handle: "ana", Service: "skype"}},
			},
		},
		{
			"Outlook",
			`"Title","First Name","Last Name","Suffix","Company","Job Title","Business Street","Business Street 2","Business City","Home City","Business Phone","Business Phone 2","Callback","Car Phone","Mobile Phone","Other Phone","Radio Phone","Birthday","Categories","E-mail Address","E-mail Type","E-mail 2 Address","Spouse","Web Page","User 1"` + "\r\n" +
				`"Dr.","Ana","Ruiz","PhD","Acme","CEO","Street 1","2nd floor","Madrid","","1","2","3","4","5","6","7","5/21/1980","a;b, c","a@example.com","SMTP","b@example.com","Bo","example.com","x"` + "\r\n",
			"Outlook",
			care.Person{
				FullName: "Dr. Ana Ruiz PhD", Prefix: "Dr.", Given: "Ana", Family: "Ruiz", Suffix: "PhD", Organization: "Acme", Title: "CEO",
				Addresses: []care.Address{{Type: care.Work, Street: "Street 1\n2nd floor", City: "Madrid"}},
				Phones: []care.Phone{
					{Number: "1", Type: care.Work},
					{Number: "2", Type: care.Work},
					{Number: "3", Type: care.Other, Label: "Callback"},
					{Number: "4", Type: care.Car, Label: "Car Phone"},
					{Number: "5", Type: care.Mobile},
					{Number: "6", Type: care.Other, Label: "Other Phone"},
					{Number: "7", Type: care.Other, Label: "Radio Phone"},
				},
				Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}}, Tags: []string{"a", "b, c"},
				Emails: []care.Email{{Address: "a@example.com"}, {Address: "b@example.com"}}, Related: []care.Related{{Name: "Bo", Relation: "spouse"}},
				URLs:  []care.URL{{URL: "example.com", Type: "work"}},
				Extra: []care.Property{column("E-mail Type", "SMTP"), column("User 1", "x")},
			},
		},
		{
			"Outlook in Russian", "Имя;Отчество;Фамилия;Организация;Телефон переносной;Рабочий телефон;Адрес эл. почты;День рождения;Заметки;Категории\n" +
				"Пётр;Ильич;Иванов;ООО;1;2;a@example.com;3.4.1980;з;Друзья;\n", "",
			care.Person{
				FullName: "Пётр Ильич Иванов", Given: "Пётр", Middle: "Ильич", Family: "Иванов", Organization: "ООО",
				Phones: []care.Phone{{Number: "1", Type: care.Mobile}, {Number: "2", Type: care.Work}}, Emails: []care.Email{{Address: "a@example.com"}},
				Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 4, Day: 3}}, Remark: "з", Tags: []string{"Друзья"},
			},
		},
		{
			"Outlook in Spanish", "Nombre,Segundo nombre,Apellidos,Organización,Teléfono móvil,Dirección de correo electrónico,Cumpleaños\n" +
				"Ana,María,Ruiz,Acme,1,a@example.com,21/5/1980\n", "",
			care.Person{
				FullName: "Ana María Ruiz", Given: "Ana", Middle: "María", Family: "Ruiz", Organization: "Acme",
				Phones: []care.Phone{{Number: "1", Type: care.Mobile}}, Emails: []care.Email{{Address: "a@example.com"}},
				Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}},
			},
		},
		{
			"Thunderbird", "First Name,Last Name,Display Name,Nickname,Primary Email,Work Phone,Fax Number,Home Address,Home Address 2,Web Page 1,Birth Year,Birth Month,Birth Day,Custom 1,Notes,\n" +
				"Ana,Ruiz,Ana R.,Anita,a@example.com,1,2,Street,Flat,example.com,1980,5,21,c,n,\n", "Thunderbird",
			care.Person{
				FullName: "Ana R.", Given: "Ana", Family: "Ruiz", Nickname: "Anita", Emails: []care.Email{{Address: "a@example.com"}},
				Phones:    []care.Phone{{Number: "1", Type: care.Work}, {Number: "2", Type: care.Fax}},
				Addresses: []care.Address{{Type: care.Home, Street: "Street\nFlat"}}, URLs: []care.URL{{URL: "example.com", Type: "work"}},
				Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}}, Remark: "n", Extra: []care.Property{column("Custom 1", "c")},
			},
		},
		{
			"Thunderbird in Chinese: the place of a heading decides", "名字,姓氏,显示名称,主要电子邮件,移动电话号码,家庭地址,城市,工作地址,城市,出生月份,出生日,出生年份\n" +
				"伟,王,王伟,a@example.com,1,甲,北京,乙,上海,5,21,1980\n", "Thunderbird",
			care.Person{
				FullName: "王伟", Given: "伟", Family: "王", Emails: []care.Email{{Address: "a@example.com"}}, Phones: []care.Phone{{Number: "1", Type: care.Mobile}},
				Addresses: []care.Address{{Type: care.Home, Street: "甲", City: "北京"}, {Type: care.Work, Street: "乙", City: "上海"}},
				Dates:     []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}},
			},
		},
		{
			"Yahoo", "First,Last,Email,Category,Messenger ID,Home,Work,Fax,Mobile,Other,Yahoo! Phone,Alternate Email 1,Title,Company,Work Address,Work ZIP,Birthday,Comments,Skype ID\n" +
				"Ana,Ruiz,a@example.com,Friends,ana,1,2,3,4,5,,b@example.com,CEO,Acme,S,1,5/21/1980,n,sk\n", "Yahoo",
			care.Person{
				FullName: "Ana Ruiz", Given: "Ana", Family: "Ruiz", Title: "CEO", Organization: "Acme", Tags: []string{"Friends"}, Remark: "n",
				Emails: []care.Email{{Address: "a@example.com"}, {Address: "b@example.com"}},
				Phones: []care.Phone{
					{Number: "1", Type: care.Home},
					{Number: "2", Type: care.Work},
					{Number: "3", Type: care.Fax},
					{Number: "4", Type: care.Mobile},
					{Number: "5", Type: care.Other},
				},
				Messengers: []care.Messenger{{Handle: "ana"}, {Handle: "sk", Service: "skype"}},
				Addresses:  []care.Address{{Type: care.Work, Street: "S", PostalCode: "1"}}, Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}},
			},
		},
		{
			"Nokia", "\"Title\"\t\"First name\"\t\"Last name\"\t\"Job title\"\t\"Birthday\"\t\"General mobile\"\t\"General phone\"\t\"General e-mail\"\t\"Home street\"\t\"Business fax\"\t\"\"\n" +
				"\"Dr.\"\t\"Ana\"\t\"Ruiz\"\t\"CEO\"\t\"21.05.1980\"\t\"1\"\t\"2\"\t\"a@example.com\"\t\"S\"\t\"3\"\t\"\"\n", "Nokia",
			care.Person{
				FullName: "Dr. Ana Ruiz", Prefix: "Dr.", Given: "Ana", Family: "Ruiz", Title: "CEO",
				Phones: []care.Phone{{Number: "1", Type: care.Mobile}, {Number: "2", Type: care.Other}, {Number: "3", Type: care.WorkFax}},
				Emails: []care.Email{{Address: "a@example.com"}}, Addresses: []care.Address{{Type: care.Home, Street: "S"}},
				Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}},
			},
		},
		{
			"Chinese telephones", "姓名,手机号码,办公电话,电子邮箱,公司,职务,生日,备注,分组\n李四,1,2,a@example.com,甲,经理,1980年5月21日,备,朋友、同事\n", "",
			care.Person{
				FullName: "李四", Phones: []care.Phone{{Number: "1", Type: care.Mobile}, {Number: "2", Type: care.Work}},
				Emails: []care.Email{{Address: "a@example.com"}}, Organization: "甲", Title: "经理", Remark: "备", Tags: []string{"朋友", "同事"},
				Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}},
			},
		},
		{
			"Chinese, traditional", "姓名,手機,公司電話,電子郵件,公司,職稱,生日,備註\n陳小姐,1,2,a@example.com,甲,經理,1980/5/21,備\n", "",
			care.Person{
				FullName: "陳小姐", Phones: []care.Phone{{Number: "1", Type: care.Mobile}, {Number: "2", Type: care.Work}},
				Emails: []care.Email{{Address: "a@example.com"}}, Organization: "甲", Title: "經理", Remark: "備",
				Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}},
			},
		},
		{"a damaged heading", "Name,Telefon gesch\uFFFDftlich\nA,1\n", "", care.Person{FullName: "A", Phones: []care.Phone{{Number: "1", Type: care.Work}}}},
		{"a heading with another number", "Name,E-mail 7 Address\nA,a@example.com\n", "", care.Person{FullName: "A", Emails: []care.Email{{Address: "a@example.com"}}}},
		{"several addresses in a cell", "Name,Email\nA,a@example.com; b@example.com\n", "", care.Person{
			FullName: "A", Emails: []care.Email{{Address: "a@example.com"}, {Address: "b@example.com"}},
		}},
		{"unknown columns are kept", "Name,Phone,Shoe size,\nA,1,38,x,y\n", "", care.Person{
			FullName: "A", Phones: []care.Phone{{Number: "1", Type: care.Other}},
			Extra: []care.Property{column("Shoe size", "38"), column("Column 4", "x"), column("Column 5", "y")},
		}},
		{"a formula stays text, our apostrophe goes", "Name,Phone,Notes\n'=A(1),+34 600,'''@b\n", "", care.Person{
			FullName: "=A(1)", Phones: []care.Phone{{Number: "+34 600", Type: care.Other}}, Remark: "''@b",
		}},
		{"an address without a type joins the only one", "Name,Work street,Zip,Country\nA,S,1,ES\n", "", care.Person{
			FullName: "A", Addresses: []care.Address{{Type: care.Work, Street: "S", PostalCode: "1", Country: "ES"}},
		}},
		{"without headings", "Ana Ruiz,ana@example.com,+34 600 000 001,x\nBo,bo@example.com,+34 600 000 002,y\n", "", care.Person{
			FullName: "Ana Ruiz", Emails: []care.Email{{Address: "ana@example.com"}}, Phones: []care.Phone{{Number: "+34 600 000 001", Type: care.Other}},
			Extra: []care.Property{column("Column 4", "x")},
		}},
		{"a line for Excel", "sep=;\nName;Phone\nA;1\n", "", care.Person{FullName: "A", Phones: []care.Phone{{Number: "1", Type: care.Other}}}},
		{"quotes and line ends", "Name,Notes\r\n\"A \"\"B\"\"\" ,\"1\r\n2\r3\"\r\n", "", care.Person{FullName: `A "B"`, Remark: "1\n2\n3"}},
		{"blanks before a quote", "Name, Notes,  Phone\nA, \"1, 2\",  \"3\" \n", "", care.Person{FullName: "A", Remark: "1, 2", Phones: []care.Phone{{Number: "3", Type: care.Other}}}},
		{"a birthday that is none", "Name,Birthday\nA,soon\n", "", care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Text: "soon"}}}},
		{"a birthday of zeros", "Name,Birthday\nA,0.0.00\n", "", care.Person{FullName: "A"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			l, all := readAll(t, test.raw, sheet.Config{Year: 2026})
			if len(all) == 0 || all[0].Problem != nil {
				t.Fatalf("records %+v of %+v", all, l)
			}
			if l.Producer != test.producer {
				t.Errorf("producer %q, want %q", l.Producer, test.producer)
			}
			if got, want := asJSON(t, all[0].Person), asJSON(t, test.want); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestLocalisedHeadings knows the headings of one field in every language that
// the program speaks.
func TestLocalisedHeadings(t *testing.T) {
	for want, headings := range map[string][]string{
		"given":                      {"First Name", "Nombre", "Имя", "名", "Vorname", "Prénom", "given_name"},
		"family":                     {"Last Name", "Apellidos", "Фамилия", "姓", "Surname"},
		"organization":               {"Company", "Organización", "Организация", "单位", "公司", "Firma"},
		"phone:mobile":               {"Mobile Phone", "Teléfono móvil", "Мобильный телефон", "移动电话", "手機", "Cell", "Celular"},
		"phone:work":                 {"Business Phone", "Рабочий телефон", "商务电话", "办公电话", "Teléfono del trabajo"},
		"email":                      {"E-mail Address", "Correo electrónico", "Эл. почта", "电子邮件地址", "電子郵件", "E-MAIL"},
		"birthday":                   {"Birthday", "Cumpleaños", "Дата рождения", "生日", "Geburtsdatum"},
		"note":                       {"Notes", "Notas", "Заметки", "备注", "備註", "Comments"},
		"tag":                        {"Categories", "Categorías", "Категории", "类别", "Labels", "分组"},
		"address:home.city":          {"Home City", "Город (дом. адрес)", "住宅地址 市/县"},
		"address:work.street":        {"Business Street", "Улица (раб. адрес)", "商务地址 街道", "Business Street 2"},
		"address:home.region":        {"Home State", "住宅地址 省/市/自治区"},
		"phone:work fax":             {"Business Fax", "Рабочий факс", "商务传真"},
		"anniversary":                {"Anniversary", "Годовщина", "纪念日"},
		"related:spouse":             {"Spouse", "Супруг(а)", "配偶"},
		"department":                 {"Department", "Отдел", "部门", "Departamento"},
		"url":                        {"Website", "Сайт", "网站", "Sitio web"},
		"messenger:wechat":           {"WeChat", "微信"},
		"address:work.po_box":        {"Business Address PO Box"},
		"keep":                       {"Shoe size", "Размер обуви", "鞋码", "Gender", "Priority"},
		"messenger:skype":            {"Skype"},
		"address.formatted":          {"Address", "Dirección", "地址"},
		"address:other.city":         {"Other City", "其他地址 市/县"},
		"phone":                      {"Phone", "Teléfono", "Телефон", "电话", "Tel."},
		"extra:X-PHONETIC-LAST-NAME": {"Phonetic Last Name", "Family Name Yomi"},
	} {
		for _, h := range headings {
			raw := "Display Name," + h + ",Nickname\nA,1,B\n"
			if want == "given" || want == "family" {
				other := map[string]string{"given": "Last Name", "family": "First Name"}[want]
				raw = other + "," + h + ",Nickname\nA,1,B\n"
			}
			l, _ := readAll(t, raw, sheet.Config{})
			if got := l.Columns[1].Field; got != want {
				t.Errorf("%s: got %s, want %s", h, got, want)
			}
		}
	}
}

func TestMapping(t *testing.T) {
	raw := "name,x,street,Phone\nA,b,S,1\n"
	l, all := readAll(t, raw, sheet.Config{Map: []sheet.ColumnMap{
		{Column: "x", Field: "nickname"}, {Column: "2", Field: "address:home.street"}, {Column: "PHONE", Field: "phone:Boat"}, {Column: "nothing", Field: "note"},
	}})
	want := care.Person{
		FullName: "A", Nickname: "b", Addresses: []care.Address{{Type: care.Home, Street: "S"}}, Phones: []care.Phone{{Number: "1", Label: "Boat"}},
	}
	if got := asJSON(t, all[0].Person); got != asJSON(t, want) {
		t.Errorf("got %s", got)
	}
	if len(l.Missing) != 1 || l.Missing[0] != "nothing" {
		t.Errorf("missing %v", l.Missing)
	}
	if got := l.Columns[3]; got.Field != "phone:Boat" || got.Example != "1" {
		t.Errorf("column %+v", got)
	}
}

func TestValidField(t *testing.T) {
	for _, f := range []string{
		"full_name", "email", "email:home", "phone:work fax", "phone:Boat", "address.city", "address:work.street", "address:2.street", "url", "note", "tag", "keep",
		"messenger:skype", "anniversary", "date:Opening", "org", "cats",
	} {
		if !sheet.ValidField(f) {
			t.Errorf("%s is refused", f)
		}
	}
	for _, f := range []string{"", "name", "email:", "address", "address.", "address:.city", "address.zip", "full_name:x", "extra:"} {
		if sheet.ValidField(f) {
			t.Errorf("%q is taken", f)
		}
	}
}

// TestDateOrder finds the order of dates in the whole column, and asks who
// wrote the table where no date tells.
func TestDateOrder(t *testing.T) {
	for _, test := range []struct {
		name, raw, language string
		order               dates.Order
		want                string
		sure                bool
	}{
		{"proved by a later row", "Name,Birthday\nA,5/6/1980\nB,21/6/1980\n", "en", "", "1980-06-05", true},
		{"American", "Name,Birthday\nA,5/6/1980\n", "en", "", "1980-05-06", false},
		{"by language", "Name,Birthday\nA,5/6/1980\n", "es", "", "1980-06-05", false},
		{"by heading", "Nombre,Cumpleaños\nA,5/6/1980\n", "en", "", "1980-06-05", false},
		{"given", "Name,Birthday\nA,5/6/1980\n", "es", dates.MDY, "1980-05-06", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			l, all := readAll(t, test.raw, sheet.Config{Language: test.language, Order: test.order, Year: 2026})
			if got := all[0].Person.Birthday().ISO(); got != test.want || l.OrderSure != test.sure {
				t.Errorf("got %s, sure %v", got, l.OrderSure)
			}
		})
	}
}

func TestDelimiter(t *testing.T) {
	for raw, want := range map[string]byte{
		"Name,Phone\nA,1\n":                          ',',
		"Name;Phone;Notes\nA;1;a, b, c\n":            ';',
		"Name\tPhone\nA, B\t1\n":                     '\t',
		"Name|Phone\nA|1\n":                          '|',
		"Primary Email\na@example.com\n":             ',',
		"\"Name, full\";\"Phone\"\n\"A, B\";\"1\"\n": ';',
	} {
		if l, _ := readAll(t, raw, sheet.Config{}); l.Delimiter != want {
			t.Errorf("%q: got %q", raw, l.Delimiter)
		}
	}
}

// TestDamage reads tables that follow no rules, and tells of it.
func TestDamage(t *testing.T) {
	wide := "Name\nA" + strings.Repeat(",", 16_001) + "\nB\n"
	for _, test := range []struct{ name, raw, want string }{
		{"a quote in a cell", "Name,Notes\nA \"x\" B,n\nC,n\n", "2 A \"x\" B import.warn.bad_quotes, 3 C"},
		{"text behind a quote", "Name,Notes\n\"A\"x,n\nC,n\n", "2 \"A\"x import.warn.bad_quotes, 3 C"},
		{"a quote that never closes", "Name,Notes\n\"A,n\nB,n\n", "2 \"A import.warn.bad_quotes, 3 B"},
		{"many quotes that never close", "Name,Notes\n" + strings.Repeat("\"A,\"n\"\n", 9), ""},
		{"a row of nothing", "Name,Notes\n,\n\n ,\t\nA,n\n", "5 A"},
		{"a row that names nobody", "Name,Shoe\n,38\nA,1\n", "2 [import.reason.nothing_usable], 3 A"},
		{"too many columns", wide, "2 [import.reason.too_many_columns], 3 B"},
		{"8-bit cells", "Name,Notes\nNi\xF1o,n\n", "2 Niño import.warn.other_encoding_cell"},
		{"CR CR LF", "Name,Notes\r\r\nA,n\r\r\nB,n\r\r\n", "2 A, 3 B"},
		{"cells without a heading", "Name\nA\nB,x\n", "2 A, 3 B"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, all := readAll(t, test.raw, sheet.Config{Delimiter: ','})
			var got []string
			for _, r := range all {
				s := r.Person.FullName
				if r.Problem != nil {
					s = "[" + r.Problem.Reason.Code + "]"
					if r.Problem.Raw == "" {
						t.Error("problem without its text")
					}
				}
				for _, w := range r.Warnings {
					s += " " + w.Reason.Code
				}
				got = append(got, string(rune('0'+r.Line))+" "+s)
			}
			if s := strings.Join(got, ", "); s != test.want && test.want != "" {
				t.Errorf("got  %s\nwant %s", s, test.want)
			}
		})
	}
}

// TestLongRow refuses a row of more than 64 MiB and goes on behind it.
func TestLongRow(t *testing.T) {
	raw := "Name,Notes\nA," + strings.Repeat("x", 65<<20) + "\nB,n\n"
	_, all := readAll(t, raw, sheet.Config{Delimiter: ','})
	if len(all) != 2 || all[0].Problem == nil || all[0].Problem.Reason.Code != "import.reason.line_too_long" || all[1].Person.FullName != "B" {
		t.Errorf("%d records, %+v", len(all), all[0].Problem)
	}
}

func TestLoneCR(t *testing.T) {
	_, all := readAll(t, "Name,Phone\rA,1\rB,2\r", sheet.Config{LoneCR: true})
	if len(all) != 2 || all[1].Person.FullName != "B" || all[1].Line != 3 {
		t.Errorf("records %+v", all)
	}
}

func TestCancelled(t *testing.T) {
	raw := "Name,Phone\n" + strings.Repeat("A,1\n", 5000)
	l, err := sheet.Look([]byte(raw), strings.NewReader(raw), sheet.Config{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	err = l.Read(ctx, strings.NewReader(raw), func(*record.Record) error {
		if n++; n == 10 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n > 1000 {
		t.Errorf("read %d rows, then %v", n, err)
	}
}

// TestGuard writes nothing that a spreadsheet would calculate, and telephone
// numbers as they are.
func TestGuard(t *testing.T) {
	p := care.Person{
		FullName: "=1+1", Given: "@a", Family: "-b", Nickname: "'=c", Remark: "\tx",
		Phones: []care.Phone{{Number: "+34 600 000 001", Type: care.Mobile}, {Number: "+1|cmd", Type: care.Mobile}, {Number: "=2", Type: care.Mobile}},
	}
	var out strings.Builder
	w := sheet.NewWriter(&out)
	if err := w.Write(&p); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	_, row, _ := strings.Cut(out.String(), "\r\n")
	for _, want := range []string{"'=1+1", "'@a,", "'-b,", "''=c", "'\tx", ",+34 600 000 001,", "'+1|cmd", "'=2"} {
		if !strings.Contains(","+row, want) {
			t.Errorf("%q is not in %q", want, row)
		}
	}
	rewritten(t, &record.Record{Person: p})
}
