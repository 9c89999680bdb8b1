package exchange_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"carebook/app/care"
	"carebook/app/exchange"
)

// told says in a line a field what was found in a signature.
func told(p care.Person) string {
	var out []string
	say := func(name, value string) {
		if value != "" {
			out = append(out, name+"="+strings.ReplaceAll(value, "\n", " / "))
		}
	}
	say("kind", string(p.Kind))
	say("name", p.FullName)
	say("title", p.Title)
	say("org", p.Organization)
	say("dept", p.Department)
	for _, t := range p.Phones {
		say("tel", strings.TrimRight(t.Number+" "+string(t.Type), " "))
	}
	for _, e := range p.Emails {
		say("mail", e.Address)
	}
	for _, u := range p.URLs {
		say("url", u.URL)
	}
	for _, m := range p.Messengers {
		say("im", m.Service+" "+m.Handle)
	}
	for _, a := range p.Addresses {
		say("adr", a.Formatted)
		say("city", a.City)
		say("region", a.Region)
		say("code", a.PostalCode)
		say("country", a.Country)
	}
	say("remark", p.Remark)
	return strings.Join(out, "\n")
}

// signatures are texts as people paste them, and what is read from each.
var signatures = []struct{ name, country, text, want string }{
	// English
	{
		"labels by letters", "US",
		"Jane Doe\nSales Manager\nNorthwind Tools Inc.\nT: +1 (212) 555-0147 | M: +1 917 555 0102 | F: +1 212 555 0148\nE: jane.doe@northwind.example\nwww.northwind.example",
		"name=Jane Doe\ntitle=Sales Manager\norg=Northwind Tools Inc.\ntel=+1 (212) 555-0147 work\ntel=+1 917 555 0102 mobile\ntel=+1 212 555 0148 fax\nmail=jane.doe@northwind.example\nurl=www.northwind.example",
	},
	{
		"below a letter", "GB",
		"Hi Tom,\n\nSee you on Monday then.\n\nKind regards,\n\nPeter Marsh\nHead of Sales, Harbour Lights Ltd\nDirect line: 020 7946 0991\nSent from my iPhone",
		"name=Peter Marsh\ntitle=Head of Sales\norg=Harbour Lights Ltd\ntel=020 7946 0991 work",
	},
	{
		"quoted", "US",
		"> Best regards,\n> Mary O'Neil\n> \n> -- \n> Blue Fern Consulting LLC\n> Mobile: 415 555 0199\n> mary@bluefern.example",
		"name=Mary O'Neil\norg=Blue Fern Consulting LLC\ntel=415 555 0199 mobile\nmail=mary@bluefern.example",
	},
	{
		"below the mark of a signature", "US",
		"Please find the offer attached, and call me if anything is missing.\n-- \nSam Field\nBuyer\nsam@field.example",
		"name=Sam Field\ntitle=Buyer\nmail=sam@field.example",
	},
	{
		"an American address", "US",
		"Linda Park\nLarch & Sons, Inc.\n1200 Oak Avenue, Suite 5\nSpringfield, IL 62704\nUSA\nOffice 217-555-0110 ext. 12",
		"name=Linda Park\norg=Larch & Sons, Inc.\ntel=217-555-0110 ext. 12 work\nadr=1200 Oak Avenue, Suite 5 / Springfield, IL 62704 / USA\ncity=Springfield\nregion=IL\ncode=62704\ncountry=USA",
	},
	{
		"a British address", "GB",
		"Oliver Stone-Wright\nTechnical Director\nBrightwater Engineering Ltd\n14 Mill Road\nCambridge CB1 2AB\nUnited Kingdom\nM 07700 900123",
		"name=Oliver Stone-Wright\ntitle=Technical Director\norg=Brightwater Engineering Ltd\ntel=07700 900123 mobile\nadr=14 Mill Road / Cambridge CB1 2AB / United Kingdom\ncity=Cambridge\ncode=CB1 2AB\ncountry=United Kingdom",
	},
	{
		"all on one line", "US",
		"Dana Cole | Account Executive | Tern Logistics Corp | +1 305 555 0170 | dana.cole@tern.example",
		"name=Dana Cole\ntitle=Account Executive\norg=Tern Logistics Corp\ntel=+1 305 555 0170\nmail=dana.cole@tern.example",
	},
	{
		"a name with a title behind a comma", "US",
		"Dr. Alan Pike, PhD\nalan@pike.example",
		"name=Dr. Alan Pike, PhD\nmail=alan@pike.example",
	},
	{
		"a header", "US",
		"From: Rita Lowe <rita.lowe@kestrel.example>\nTo: somebody@else.example\nSubject: Offer\nSent: Monday",
		"name=Rita Lowe\nmail=rita.lowe@kestrel.example",
	},
	{
		"the firm by its domain", "US",
		"Kestrel Partners\nRita Lowe\nAnalyst\nrita.lowe@kestrel.example",
		"name=Rita Lowe\ntitle=Analyst\norg=Kestrel Partners\nmail=rita.lowe@kestrel.example",
	},
	{
		"pronouns, links and a motto", "US",
		"Nora Finch (she/her)\nlinkedin.com/in/norafinch\nhttps://finch.example/en\nBuilding things that last, every single day.",
		"name=Nora Finch\nurl=linkedin.com/in/norafinch\nurl=https://finch.example/en\nremark=Building things that last, every single day.",
	},
	{
		"title at organisation", "US",
		"Greg Hall\nFounder at Pinecone\n+1 206 555 0133",
		"name=Greg Hall\ntitle=Founder\norg=Pinecone\ntel=+1 206 555 0133",
	},
	{
		"no numbers where there are none", "US",
		"Ian Webb\nVAT 123456789\nFounded 12.03.2001\nIBAN GB33 BUKB 2020 1555 5555 55\nian@webb.example",
		"name=Ian Webb\nmail=ian@webb.example\nremark=VAT 123456789 / Founded 12.03.2001 / IBAN GB33 BUKB 2020 1555 5555 55",
	},
	{"a number alone", "US", "212 555 0147", "tel=212 555 0147"},
	{"an address alone", "US", "<jane@doe.example>", "mail=jane@doe.example"},
	{
		"a firm alone", "US",
		"Maple Dental Group\nPhone: 303-555-0142",
		"kind=organization\nname=Maple Dental Group\norg=Maple Dental Group\ntel=303-555-0142 work",
	},
	{
		"a thread", "US",
		"Sounds good.\nThanks,\nEve Brand\neve@brand.example\n\nOn Mon, Mar 2, 2026, Bob Lind wrote:\n> Hello\n> Regards\n> Bob Lind\n> bob@lind.example",
		"name=Eve Brand\nmail=eve@brand.example",
	},
	{
		"a title that reads like a place", "US",
		"Kate Moss-Lee, Esq.\nAttorney at Law\nLee & Partners LLP\n(415) 555-0111",
		"name=Kate Moss-Lee, Esq.\ntitle=Attorney at Law\norg=Lee & Partners LLP\ntel=(415) 555-0111",
	},
	{
		"a legal notice", "US",
		"John Smith\nVice President, Business Development\nBig River Holdings\no: 212.555.0123\nc: 917.555.0123\nThis message is for the addressee only.",
		"name=John Smith\ntitle=Vice President, Business Development\norg=Big River Holdings\ntel=212.555.0123 work\ntel=917.555.0123 mobile\nremark=This message is for the addressee only.",
	},
	// Spanish
	{
		"tarjeta", "ES",
		"María del Carmen López\nDirectora Comercial\nAceites del Sur, S.L.\nC/ Mayor, 5, 2º B\n28013 Madrid\nTel. 912 345 678\nMóvil: 612 345 678\nFax 912 345 679\nmaria@aceites.example",
		"name=María del Carmen López\ntitle=Directora Comercial\norg=Aceites del Sur, S.L.\ntel=912 345 678 work\ntel=612 345 678 mobile\ntel=912 345 679 fax\nmail=maria@aceites.example\nadr=C/ Mayor, 5, 2º B / 28013 Madrid\ncity=Madrid\ncode=28013",
	},
	{
		"debajo de una carta", "ES",
		"Buenos días, Juan:\nLe envío el presupuesto.\n\nUn cordial saludo,\n\nJosé Antonio Pérez\nJefe de Ventas\n-----------------\nTlf: +34 961 11 22 33 / Móv. +34 600 11 22 33\nEnviado desde mi iPhone",
		"name=José Antonio Pérez\ntitle=Jefe de Ventas\ntel=+34 961 11 22 33 work\ntel=+34 600 11 22 33 mobile",
	},
	{
		"con departamento", "ES",
		"Laura Gil Sanz\nResponsable de Compras\nDepartamento de Logística\nTransportes Levante S.A.\nPolígono Industrial El Plano, nave 7\n46015 Valencia (España)\nlgil@translevante.example\nwww.translevante.example",
		"name=Laura Gil Sanz\ntitle=Responsable de Compras\norg=Transportes Levante S.A.\ndept=Departamento de Logística\nmail=lgil@translevante.example\nurl=www.translevante.example\nadr=Polígono Industrial El Plano, nave 7 / 46015 Valencia (España)\ncity=Valencia\ncode=46015",
	},
	{
		"con etiquetas", "MX",
		"Nombre: Óscar Núñez Ortega\nCargo: Gerente de Planta\nEmpresa: Vidrios del Norte\nTeléfono: 81 8123 4567\nCelular: 81 1234 5678\nCorreo: oscar@vidrios.example\nDirección: Av. Hidalgo 200, Monterrey",
		"name=Óscar Núñez Ortega\ntitle=Gerente de Planta\norg=Vidrios del Norte\ntel=81 8123 4567 work\ntel=81 1234 5678 mobile\nmail=oscar@vidrios.example\nadr=Av. Hidalgo 200, Monterrey",
	},
	{
		"solo un nombre", "ES",
		"Saludos,\nMarta\n600 123 456",
		"name=Marta\ntel=600 123 456",
	},
	{
		"un nombre y un cargo en una línea", "ES",
		"Iván Ríos – Ingeniero de Proyectos\nTel: 944 123 456\nNIF: 12345678Z",
		"name=Iván Ríos\ntitle=Ingeniero de Proyectos\ntel=944 123 456 work\nremark=NIF: 12345678Z",
	},
	{
		"dos números de una vez", "ES",
		"Elena Mas\nTel./WhatsApp: 612 000 111",
		"name=Elena Mas\ntel=612 000 111 mobile",
	},
	{
		"departamento y dirección en una línea", "ES",
		"ANA BELÉN TORRES\nDpto. Comercial\nMuebles Torres e Hijos\n\nAvda. de la Constitución, 12 - 41001 Sevilla\nTeléfono 954 12 34 56 · Fax 954 12 34 57",
		"name=ANA BELÉN TORRES\norg=Muebles Torres e Hijos\ndept=Dpto. Comercial\ntel=954 12 34 56 work\ntel=954 12 34 57 fax\n" +
			"adr=Avda. de la Constitución, 12 - 41001 Sevilla\ncity=Sevilla\ncode=41001",
	},
	{"firmado", "ES", "Un saludo.\n\nFdo.: Rosa Vega\nTel: 93 123 45 67 Ext. 231", "name=Rosa Vega\ntel=93 123 45 67 Ext. 231 work"},
	// Russian
	{
		"визитка", "RU",
		"Иванов Иван Петрович\nКоммерческий директор\nООО «Северный ветер»\nТел.: +7 (495) 123-45-67 доб. 105\nМоб.: 8 916 123-45-67\nФакс: +7 495 123-45-68\nE-mail: ivanov@sever.example\nСайт: sever.example",
		"name=Иванов Иван Петрович\ntitle=Коммерческий директор\norg=ООО «Северный ветер»\ntel=+7 (495) 123-45-67 доб. 105 work\ntel=8 916 123-45-67 mobile\ntel=+7 495 123-45-68 fax\nmail=ivanov@sever.example\nurl=sever.example",
	},
	{
		"под письмом", "RU",
		"Добрый день, Ольга!\nВысылаю прайс.\n\nС уважением,\nАнна Смирнова\nМенеджер по продажам\nОтдел оптовых продаж\n+7 921 555-44-33\nОтправлено с iPhone",
		"name=Анна Смирнова\ntitle=Менеджер по продажам\ndept=Отдел оптовых продаж\ntel=+7 921 555-44-33",
	},
	{
		"адрес", "RU",
		"Пётр Ильич Кузнецов\nАО Прибор\n101000, Москва, ул. Мясницкая, д. 12, офис 3\nтел. 8 (495) 765-43-21",
		"name=Пётр Ильич Кузнецов\norg=АО Прибор\ntel=8 (495) 765-43-21 work\nadr=101000, Москва, ул. Мясницкая, д. 12, офис 3\ncity=Москва\ncode=101000",
	},
	{
		"адрес с городом", "RU",
		"ФИО: Сергей Волков\nДолжность: Инженер\nАдрес: г. Казань, ул. Баумана, 5\nПочта: volkov@example.ru",
		"name=Сергей Волков\ntitle=Инженер\nmail=volkov@example.ru\nadr=г. Казань, ул. Баумана, 5\ncity=Казань",
	},
	{
		"мессенджеры", "RU",
		"Дмитрий Орлов\nTelegram: @dorlov\nSkype: dmitry.orlov\nWhatsApp: +7 905 111-22-33\nИНН 7701234567",
		"name=Дмитрий Орлов\ntel=+7 905 111-22-33 mobile\nim=telegram @dorlov\nim=skype dmitry.orlov\nremark=ИНН 7701234567",
	},
	// Chinese
	{
		"名片", "CN",
		"王小明\n销售经理\n上海东风机械有限公司\n电话：021-62345678 转 802\n手机：13800138000\n传真：021-62345679\n邮箱：wang@dongfeng.example\n地址：上海市浦东新区世纪大道100号",
		"name=王小明\ntitle=销售经理\norg=上海东风机械有限公司\ntel=021-62345678 转 802 work\ntel=13800138000 mobile\ntel=021-62345679 fax\nmail=wang@dongfeng.example\nadr=上海市浦东新区世纪大道100号\ncity=上海市",
	},
	{
		"姓名和职务在一行", "CN",
		"您好！\n报价见附件。\n此致\n敬礼\n李华 总经理\n北京蓝天贸易有限公司 市场部\n手机 139 1234 5678 微信：lihua_bj\n发自我的iPhone",
		"name=李华\ntitle=总经理\norg=北京蓝天贸易有限公司\ndept=市场部\ntel=139 1234 5678 mobile\nim=wechat lihua_bj",
	},
	{
		"带标签", "CN",
		"姓名：欧阳娜娜\n职务：采购主管\n公司：广州明珠电子\n部门：采购部\nTel：020-87654321  Mobile：13600001111\n邮编：510000\n微信：ouyang_na\nQQ：12345678",
		"name=欧阳娜娜\ntitle=采购主管\norg=广州明珠电子\ndept=采购部\ntel=020-87654321 work\ntel=13600001111 mobile\nim=wechat ouyang_na\nim=qq 12345678\nadr=邮编：510000\ncode=510000",
	},
	{
		"繁體", "TW",
		"陳美玲\n業務經理\n台灣光電股份有限公司\n電話：(02) 2345-6789\n行動電話：0912-345-678\n傳真：(02) 2345-6780\nmeiling@guang.example",
		"name=陳美玲\ntitle=業務經理\norg=台灣光電股份有限公司\ntel=(02) 2345-6789 work\ntel=0912-345-678 mobile\ntel=(02) 2345-6780 fax\nmail=meiling@guang.example",
	},
	{
		"部门和职务在一行", "CN",
		"张三\n技术部 高级工程师\n深圳市南山区科技园路1号 邮编：518000\nTel: 0755-12345678  Fax: 0755-12345679",
		"name=张三\ntitle=高级工程师\ndept=技术部\ntel=0755-12345678 work\ntel=0755-12345679 fax\nadr=深圳市南山区科技园路1号 邮编：518000\ncity=深圳市\ncode=518000",
	},
	{
		"两种文字", "CN",
		"Zhang Wei 张伟\nSales Director\nTianhe Trading Co., Ltd.\nMobile: +86 137 0000 1111\nzhang.wei@tianhe.example",
		"name=Zhang Wei 张伟\ntitle=Sales Director\norg=Tianhe Trading Co., Ltd.\ntel=+86 137 0000 1111 mobile\nmail=zhang.wei@tianhe.example",
	},
}

func TestSignature(t *testing.T) {
	for _, test := range signatures {
		t.Run(test.name, func(t *testing.T) {
			p, found := exchange.Signature(test.text, test.country)
			if got := told(p); !found || got != test.want {
				t.Errorf("read %v\n%s\nwant\n%s", found, got, test.want)
			}
		})
	}
}

func TestSignatureOfNobody(t *testing.T) {
	for _, s := range []string{"", "\n\n--\n", "best regards", "the quick brown fox jumps over the lazy dog", "12.03.2026", "Sent from my iPhone", "www.example.com", "Acme Ltd", "> > >", "谢谢"} {
		if p, found := exchange.Signature(s, "ES"); found {
			t.Errorf("%q makes %s", s, told(p))
		}
	}
}

func TestPartsOfSignedNames(t *testing.T) {
	for name, want := range map[string]string{
		"Jane Doe": "Jane||Doe", "Иванов Иван Петрович": "Иван|Петрович|Иванов", "Анна Сергеевна Петрова": "Анна|Сергеевна|Петрова", "王小明": "小明||王",
		"欧阳娜娜": "娜娜||欧阳", "María del Carmen López": "||", "Анна Смирнова": "||",
	} {
		p, _ := exchange.Signature(name+"\nx@example.com", "")
		if got := p.Given + "|" + p.Middle + "|" + p.Family; p.FullName != name || got != want {
			t.Errorf("%s is %q in parts %q, want %q", name, p.FullName, got, want)
		}
	}
}

// TestOnlyTheEndOfALongTextIsRead reads the signature below a letter without
// end, and nothing of what stands far above it.
func TestOnlyTheEndOfALongTextIsRead(t *testing.T) {
	p, found := exchange.Signature("far@above.example\n"+strings.Repeat("ñ", 64<<10)+"\nJane Doe\njane@doe.example", "")
	if !found || p.FullName != "Jane Doe" || len(p.Emails) != 1 {
		t.Errorf("read %v %s", found, told(p)[:100])
	}
	var many strings.Builder
	for i := range 500 {
		fmt.Fprintf(&many, "+34 6%08d a%d@example.com https://e%d.example\n", i, i, i)
	}
	p, _ = exchange.Signature(many.String(), "")
	if len(p.Phones) > 20 || len(p.Emails) > 20 || len(p.URLs) > 20 || !strings.Contains(p.Remark, "a499@example.com") {
		t.Errorf("%d numbers, %d addresses, %d links", len(p.Phones), len(p.Emails), len(p.URLs))
	}
}

// FuzzSignature reads anything: what it gives is text, names nobody without a
// name, number or address, and can be written and read again.
func FuzzSignature(f *testing.F) {
	for _, s := range signatures {
		f.Add(s.text, s.country)
	}
	f.Add("+1 +1 +1 (((", "US")
	f.Add("a@b.c<a@b.c>:：|·", "")
	f.Fuzz(func(t *testing.T, words, country string) {
		p, found := exchange.Signature(words, country)
		if found != (p.Kind != care.Organization && p.FullName != "" || len(p.Phones)+len(p.Emails) > 0) {
			t.Errorf("found is %v for %s", found, told(p))
		}
		raw, err := json.Marshal(p)
		if err != nil || !utf8.Valid(raw) || strings.ContainsRune(string(raw), '\uFFFD') && !strings.ContainsRune(words, '\uFFFD') {
			t.Errorf("%v: %s", err, raw)
		}
		if len(p.Remark) > 65<<10 {
			t.Errorf("a remark of %d bytes", len(p.Remark))
		}
	})
}
