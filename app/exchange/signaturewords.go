package exchange

import (
	"regexp"
	"strings"
	"sync"

	"carebook/app/care"
	"carebook/app/text"
)

// pattern is a regular expression that is compiled when it is first asked for:
// most runs of the program read no signature.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// listed makes a set of a list of texts in the form in which they are compared.
func listed(list string) map[string]bool {
	set := map[string]bool{}
	for _, s := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '\n' }) {
		if s = bareWords(s); s != "" {
			set[s] = true
		}
	}
	return set
}

// bareWords is a text in the form in which signatures are compared: folded, and
// without signs around it.
func bareWords(s string) string {
	return strings.Trim(text.Fold(s), " \t.,;:!?，。；：！？-–—*~()[]<>|")
}

// sigWords are the words that tell the lines of a signature apart.
type sigWords struct {
	// closings end a letter, openings begin one, devices are what telephones
	// write below it, replies stand above a letter that is answered.
	closings          map[string]bool
	openings, devices []string
	replies           []string
	phones            map[string]care.PhoneType
	labels            map[string]sigLabel
	messengers        map[string]string
	taxes, particles  map[string]bool
	organization      map[string]bool
	organizationHan   []string
	department        []string
	title             []string
	titleExact        map[string]bool
	titleHan          []string
	street            map[string]bool
	countries         map[string]string
}

// sigLabel says what stands behind a word and a colon.
type sigLabel byte

const (
	noLabel sigLabel = iota
	labelName
	labelTitle
	labelOrganization
	labelDepartment
	labelAddress
	labelContact // an e-mail address or a web address, which tell themselves
	labelOther   // of the letter, not of its writer
)

var signatureWords = sync.OnceValue(func() *sigWords {
	w := &sigWords{
		closings: listed(sigClosings), taxes: listed(sigTaxes), particles: listed(sigParticles), organization: listed(sigOrganizations),
		titleExact: listed(sigTitlesExact), street: listed(sigStreets),
		phones: map[string]care.PhoneType{}, labels: map[string]sigLabel{}, messengers: map[string]string{}, countries: map[string]string{},
	}
	for into, list := range map[*[]string]string{
		&w.openings: sigOpenings, &w.devices: sigDevices, &w.replies: sigReplies, &w.organizationHan: sigOrganizationsHan,
		&w.department: sigDepartments, &w.title: sigTitles, &w.titleHan: sigTitlesHan,
	} {
		for s := range listed(list) {
			*into = append(*into, s)
		}
	}
	for kind, list := range sigPhones {
		for s := range listed(list) {
			w.phones[s] = kind
		}
	}
	for label, list := range sigLabels {
		for s := range listed(list) {
			w.labels[s] = label
		}
	}
	for service, list := range sigMessengers {
		for s := range listed(list) {
			w.messengers[s] = service
		}
	}
	for _, s := range strings.Split(sigCountries, ",") {
		w.countries[bareWords(s)] = strings.TrimSpace(s)
	}
	return w
})

const sigClosings = `
	best regards,kind regards,regards,warm regards,with best regards,with kind regards,warmest regards,best wishes,with best wishes,all the best,best,
	kindest regards,sincerely,yours sincerely,sincerely yours,yours faithfully,yours truly,thanks,thank you,many thanks,thanks and regards,
	thanks and best regards,thanks in advance,thank you in advance,thank you and best regards,cheers,cordially,respectfully,br,rgds,kr,take care,
	saludos,un saludo,saludos cordiales,cordiales saludos,un cordial saludo,cordial saludo,reciba un cordial saludo,recibe un cordial saludo,atentamente,
	muy atentamente,le saluda atentamente,cordialmente,gracias,muchas gracias,gracias y saludos,muchas gracias y un saludo,un abrazo,abrazos,
	gracias de antemano,quedo a su disposición,quedo a la espera,
	с уважением,с наилучшими пожеланиями,с искренним уважением,с уважением и наилучшими пожеланиями,всего доброго,всего хорошего,всего наилучшего,спасибо,
	большое спасибо,заранее спасибо,искренне ваш,хорошего дня,благодарю,до свидания,с благодарностью,
	此致,敬礼,此致敬礼,敬禮,此致敬禮,祝好,谢谢,謝謝,顺颂商祺,順頌商祺,顺祝商祺,順祝商祺,商祺,祝商祺,致敬,敬上,谨上,謹上,祝工作顺利,祝您工作顺利,致礼,
	多谢,感谢,非常感谢,此致 敬礼,祝一切顺利,敬祝商祺`

const sigOpenings = `
	hi,hello,dear,hey,good morning,good afternoon,good evening,to whom it may concern,
	hola,estimado,estimada,estimados,estimadas,buenos días,buenas tardes,buenas,querido,querida,
	здравствуйте,добрый день,доброе утро,добрый вечер,уважаемый,уважаемая,уважаемые,привет,
	你好,您好,尊敬的,各位,亲爱的`

const sigDevices = `
	sent from my,sent from,sent via,get outlook for,sent with,enviado desde,enviado con,obtener outlook,obtén outlook,
	отправлено с,отправлено из,отправлено через,发自我的,从我的,發自我的,從我的,发送自,傳送自,来自我的,获取 outlook`

// sigReplies stand at the beginning or the end of the line above an answered
// letter.
const sigReplies = `original message,forwarded message,mensaje original,mensaje reenviado,исходное сообщение,пересылаемое сообщение,原始邮件,原始郵件,转发邮件,
	wrote,escribió,писал,писала,пишет,написал,написала,写道,寫道`

var sigPhones = map[care.PhoneType]string{
	care.Work: `tel,telephone,phone,ph,t,p,office,work,direct,direct line,direct dial,o,d,desk,landline,
		teléfono,tfno,tlf,telf,teléf,tlfno,oficina,trabajo,directo,fijo,тел,телефон,т,раб,рабочий,офис,прямой,гор,городской,
		电话,電話,座机,办公电话,办公室,直线,固定电话,固话,公司电话,联系电话,聯絡電話`,
	care.Mobile: `mobile,mob,cell,cell phone,cellular,m,c,móvil,móv,mvl,celular,cel,моб,мобильный,мобильный телефон,сот,сотовый,м,
		手机,手機,移动电话,行動電話,手机号,whatsapp,wa,wapp,viber,telegram`,
	care.Fax:  `fax,facsimile,f,telefax,факс,ф,传真,傳真`,
	care.Home: `home,h,casa,particular,дом,домашний,住宅,家`,
	care.Main: `main,switchboard,head office,centralita,общий,многоканальный,总机,總機`,
}

var sigLabels = map[sigLabel]string{
	labelName:         `fdo,firmado,signed,подпись,name,full name,contact,nombre,nombre y apellidos,contacto,имя,фио,контактное лицо,контакт,姓名,名字,联系人,聯絡人,from,de,от,от кого,发件人,發件人,寄件者`,
	labelTitle:        `title,job title,position,cargo,puesto,должность,职务,职位,職務,職位,职称`,
	labelOrganization: `company,organization,organisation,firm,empresa,compañía,organización,компания,организация,фирма,公司,单位,單位,公司名称,企业`,
	labelDepartment:   `department,dept,division,departamento,dpto,depto,отдел,департамент,подразделение,部门,部門`,
	labelAddress:      `address,add,addr,a,dirección,dir,domicilio,адрес,地址,公司地址,办公地址,通讯地址`,
	labelContact: `e-mail,email,e mail,mail,e,correo,correo electrónico,correo-e,эл. почта,эл почта,электронная почта,почта,邮箱,邮件,电子邮件,电子邮箱,電郵,電子郵件,
		信箱,web,website,w,site,web site,sitio web,página web,url,www,internet,сайт,веб-сайт,веб,网址,网站,網址,網站,官网,linkedin,facebook,twitter,instagram,mailto`,
	labelOther: `to,cc,bcc,subject,re,fw,fwd,sent,date,reply-to,para,asunto,fecha,enviado,enviado el,кому,копия,тема,дата,отправлено,收件人,抄送,主题,主題,日期,发送时间,時間`,
}

var sigMessengers = map[string]string{
	"skype": "skype,скайп", "telegram": "telegram,телеграм,tg", "wechat": "wechat,weixin,微信,微信号", "qq": "qq", "line": "line", "signal": "signal",
	"whatsapp": "whatsapp,wa", "viber": "viber",
}

const sigTaxes = `vat,nif,cif,nie,tax,tax id,ein,iban,id,инн,кпп,огрн,бик,р/с,税号,稅號,账号,帳號,account,cuenta,reg,registro,no,order,pedido,ref,reference,invoice,factura,заказ,счёт,счет,номер`

const sigParticles = `de,del,la,las,los,el,y,e,i,van,von,der,den,ter,ten,da,das,do,dos,di,du,le,bin,ibn,al,abu,zu,af,of,st`

const sigOrganizations = `
	ltd,limited,inc,incorporated,llc,llp,lp,plc,corp,corporation,company,co,gmbh,ag,kg,bv,nv,sa,sl,slu,sau,sas,srl,sarl,spa,oy,ab,as,pty,group,holding,holdings,
	university,college,bank,hospital,institute,foundation,association,school,
	grupo,universidad,banco,instituto,fundación,asociación,colegio,ayuntamiento,
	ооо,оао,ао,зао,пао,ип,гк,нко,фгуп,компания,группа,холдинг,университет,банк,институт,фонд,завод`

const sigOrganizationsHan = `公司,集团,集團,有限,股份,工厂,工廠,银行,銀行,大学,大學,学院,學院,医院,醫院,研究所,研究院,事务所,事務所,协会,協會,中心,酒店,商行`

// sigDepartments begin the words of departments; those in Han end them.
const sigDepartments = `department,dept,division,departamento,dpto,depto,área de,отдел,департамент,управление,служба,部,处,科,部门`

// sigTitles begin the words of titles.
const sigTitles = `
	manager,director,engineer,president,consultant,officer,assistant,analyst,developer,partner,founder,cofounder,owner,representative,executive,architect,
	designer,secretary,accountant,lawyer,attorney,professor,specialist,coordinator,technician,supervisor,advisor,adviser,administrator,chairman,chairwoman,
	salesperson,salesman,researcher,editor,buyer,broker,realtor,physician,nurse,teacher,lecturer,recruiter,treasurer,controller,strategist,head of,vice president,
	gerente,jefe,jefa,responsable,ingenier,comercial,consultor,abogad,técnic,presidente,presidenta,administrador,secretari,socio,socia,delegad,encargad,coordinador,
	asesor,fundador,cofundador,propietari,vendedor,profesor,arquitect,contable,médic,agente,subdirector,vicepresident,representante,
	директор,менеджер,руководител,начальник,инженер,специалист,консультант,президент,заместител,бухгалтер,юрист,партнер,основател,представител,заведующ,эксперт,
	аналитик,секретар,координатор,владелец,главный,ведущий,архитектор,дизайнер,разработчик,председател,продавец,помощник,ассистент,адвокат,врач,преподавател`

const sigTitlesExact = `ceo,cto,cfo,coo,cio,cmo,cpo,cso,vp,svp,evp,md,gm,lead,senior,junior,sales,marketing,зам,ventas`

const sigTitlesHan = `经理,經理,总监,總監,总裁,總裁,董事,主任,主管,工程师,工程師,顾问,顧問,助理,专员,專員,代表,会计,會計,律师,律師,教授,校长,校長,厂长,廠長,科长,处长,部长,组长,
	店长,秘书,秘書,设计师,設計師,院长,院長,首席,销售,業務,业务员,采购,老师,老師,负责人,创始人`

// sigStreets are words of postal addresses beside a number.
const sigStreets = `
	street,st,avenue,ave,road,rd,lane,ln,drive,dr,boulevard,blvd,floor,suite,ste,box,square,sq,court,plaza,building,bldg,house,highway,hwy,unit,apt,room,parkway,way,quay,terrace,
	c,calle,avda,avenida,av,paseo,pso,pº,plaza,pza,plza,pl,polígono,pol,carretera,ctra,camino,ronda,piso,planta,travesía,nave,edificio,bajo,parque,rambla,gran vía,apartado,
	ул,улица,пр,пр-т,просп,проспект,пер,переулок,наб,набережная,шоссе,ш,дом,д,офис,оф,стр,строение,бульвар,бул,площадь,пл,корп,корпус,этаж,проезд,а/я,г,обл`

const sigCountries = `Spain,España,Mexico,México,Argentina,Colombia,Chile,Peru,Perú,Russia,Россия,РФ,China,P.R. China,PRC,中国,中國,台湾,台灣,Taiwan,香港,Hong Kong,
	United Kingdom,UK,England,Scotland,Ireland,USA,United States,U.S.A.,Canada,Australia,Germany,Deutschland,France,Italy,Italia,Portugal,Украина,Беларусь,Казахстан,Singapore,新加坡,Japan,日本`
