<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>hubiao</name>
  <message>
   <source>Hubiao</source>
   <translation>户表</translation>
  </message>
  <message>
   <source>The PIN is set for this sign-in</source>
   <translation>PIN 已设好，本次登录有效</translation>
  </message>
  <message>
   <source>Change many households</source>
   <translation>批量修改</translation>
  </message>
  <message>
   <source>Looking at what would change…</source>
   <translation>正在核对将要改动的内容…</translation>
  </message>
  <message>
   <source>Empty cells take away what is there</source>
   <translation>空白单元格也清除原来的内容</translation>
  </message>
  <message>
   <source>Write</source>
   <translation>写入</translation>
  </message>
  <message>
   <source>Writing…</source>
   <translation>正在写入…</translation>
  </message>
  <message>
   <source>What would change</source>
   <translation>将要改动的内容</translation>
  </message>
  <message>
   <source>What does not fit</source>
   <translation>不能写入的内容</translation>
  </message>
  <message>
   <source>Change {count} households</source>
   <translation>批量修改 {count} 户</translation>
  </message>
  <message>
   <source>Choose a column and what is to stand in it.</source>
   <translation>选择要改的列，再填写新的内容。</translation>
  </message>
  <message>
   <source>Column</source>
   <translation>列</translation>
  </message>
  <message>
   <source>empty = take away what is there</source>
   <translation>留空表示清除原来的内容</translation>
  </message>
  <message>
   <source>{count} meters will be recorded</source>
   <translation>新建 {count} 只表</translation>
  </message>
  <message>
   <source>{count} are so already</source>
   <translation>{count} 格原来就是这样</translation>
  </message>
  <message>
   <source>{count} empty ones leave what is there</source>
   <translation>{count} 个空白格不改动</translation>
  </message>
  <message>
   <source>{count} stand in columns that cannot be typed into</source>
   <translation>{count} 格所在的列不能填写</translation>
  </message>
  <message>
   <source>{count} rows more than there are households</source>
   <translation>多出 {count} 行，表中没有对应的户</translation>
  </message>
  <message>
   <source>{count} columns more than the table has</source>
   <translation>多出 {count} 列，表中没有</translation>
  </message>
  <message>
   <source>Leave everything as it is</source>
   <translation>不写入</translation>
  </message>
  <message>
   <source>{cells} cells of {households} households will change.</source>
   <translation>将改动 {households} 户的 {cells} 个单元格。</translation>
  </message>
  <message>
   <source>Nothing would change.</source>
   <translation>没有要改的内容。</translation>
  </message>
  <message>
   <source>Write {count} cells, leave out the wrong ones</source>
   <translation>写入 {count} 格，跳过有问题的</translation>
  </message>
  <message>
   <source>Write {count} cells</source>
   <translation>写入 {count} 格</translation>
  </message>
  <message>
   <source>Household</source>
   <translation>住户</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>改前</translation>
  </message>
  <message>
   <source>After</source>
   <translation>改后</translation>
  </message>
  <message>
   <source>Given</source>
   <translation>填的内容</translation>
  </message>
  <message>
   <source>What is wrong</source>
   <translation>问题</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>改为</translation>
  </message>
  <message>
   <source>Paste</source>
   <translation>粘贴</translation>
  </message>
  <message>
   <source>Fill down</source>
   <translation>向下填充</translation>
  </message>
  <message>
   <source>Clear cells</source>
   <translation>清除内容</translation>
  </message>
  <message>
   <source>Columns</source>
   <translation>列</translation>
  </message>
  <message>
   <source>Find a column</source>
   <translation>查找列名</translation>
  </message>
  <message>
   <source>Usual columns</source>
   <translation>恢复常用列</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Drag a heading in the table to move its column.</source>
   <translation>在表中拖动列标题可以调整顺序。</translation>
  </message>
  <message>
   <source>End of the day</source>
   <translation>收工</translation>
  </message>
  <message>
   <source>Which doors</source>
   <translation>看哪些住户</translation>
  </message>
  <message>
   <source>Tomorrow's doors</source>
   <translation>明天要去的</translation>
  </message>
  <message>
   <source>all of them</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>How many doors tomorrow</source>
   <translation>明天去几户</translation>
  </message>
  <message>
   <source>Names and telephones on the list</source>
   <translation>清单上印姓名和电话</translation>
  </message>
  <message>
   <source>With the household sheets</source>
   <translation>连同入户表一起打印</translation>
  </message>
  <message>
   <source>Print tomorrow's doors…</source>
   <translation>打印明天要去的…</translation>
  </message>
  <message>
   <source>Missing</source>
   <translation>还缺什么</translation>
  </message>
  <message>
   <source>Door</source>
   <translation>门牌</translation>
  </message>
  <message>
   <source>Rang already</source>
   <translation>已去过</translation>
  </message>
  <message>
   <source>What to do</source>
   <translation>怎么办</translation>
  </message>
  <message>
   <source>{count} doors</source>
   <translation>{count} 户</translation>
  </message>
  <message>
   <source>The whole office</source>
   <translation>整个街道</translation>
  </message>
  <message>
   <source>Doors today</source>
   <translation>今天走访(户)</translation>
  </message>
  <message>
   <source>Nobody home so far</source>
   <translation>至今没人在家</translation>
  </message>
  <message>
   <source>Never visited</source>
   <translation>还没去过</translation>
  </message>
  <message>
   <source>Visited, something missing</source>
   <translation>去过还缺东西</translation>
  </message>
  <message>
   <source>Who did what today</source>
   <translation>今天谁做了什么</translation>
  </message>
  <message>
   <source>{met} of {doors} met</source>
   <translation>已访 {met} / {doors} 户</translation>
  </message>
  <message>
   <source>Nobody has been at a door today.</source>
   <translation>今天还没有走访记录。</translation>
  </message>
  <message>
   <source>Nothing is missing at the doors visited.</source>
   <translation>去过的住户都齐了。</translation>
  </message>
  <message>
   <source>tomorrow's doors</source>
   <translation>明日走访</translation>
  </message>
  <message>
   <source>This building</source>
   <translation>这栋楼</translation>
  </message>
  <message>
   <source>This quarter</source>
   <translation>本小区</translation>
  </message>
  <message>
   <source>{year}-{month}-{day}</source>
   <translation>{year}年{month}月{day}日</translation>
  </message>
  <message>
   <source>Sign on the screen</source>
   <translation>屏上签名</translation>
  </message>
  <message>
   <source>Draw with the mouse</source>
   <translation>用鼠标签</translation>
  </message>
  <message>
   <source>Keep the signature</source>
   <translation>保存签名</translation>
  </message>
  <message>
   <source>Start again</source>
   <translation>重签</translation>
  </message>
  <message>
   <source>Do not sign</source>
   <translation>不签</translation>
  </message>
  <message>
   <source>Photo of the new meter</source>
   <translation>新表照片</translation>
  </message>
  <message>
   <source>Due for exchange</source>
   <translation>到期轮换日期</translation>
  </message>
  <message>
   <source>stays {account}</source>
   <translation>沿用 {account}</translation>
  </message>
  <message>
   <source>due {day}</source>
   <translation>应于 {day} 前</translation>
  </message>
  <message>
   <source>New meter</source>
   <translation>新表</translation>
  </message>
  <message>
   <source>No meter is recorded here: this is a first installation.</source>
   <translation>本户没有登记在用的表：按首次装表登记。</translation>
  </message>
  <message>
   <source>{count} meters below it will hang below the new one.</source>
   <translation>它下面的 {count} 块表会改挂到新表下。</translation>
  </message>
  <message>
   <source>(no number)</source>
   <translation>（无表号）</translation>
  </message>
  <message>
   <source>Take down {number}</source>
   <translation>拆除 {number}</translation>
  </message>
  <message>
   <source>Photo of the old meter</source>
   <translation>旧表止度照片</translation>
  </message>
  <message>
   <source>First reading {reading}</source>
   <translation>起度 {reading}</translation>
  </message>
  <message>
   <source>Read {reading} on {day}</source>
   <translation>{day} 抄见 {reading}</translation>
  </message>
  <message>
   <source>Account {account}</source>
   <translation>户号 {account}</translation>
  </message>
  <message>
   <source>Old meter</source>
   <translation>旧表</translation>
  </message>
  <message>
   <source>the day it was put up</source>
   <translation>与装表同日</translation>
  </message>
  <message>
   <source>Who signs</source>
   <translation>签名人</translation>
  </message>
  <message>
   <source>Name of the person who signs</source>
   <translation>签名人姓名</translation>
  </message>
  <message>
   <source>On paper</source>
   <translation>纸质签字</translation>
  </message>
  <message>
   <source>On the screen</source>
   <translation>屏上签名</translation>
  </message>
  <message>
   <source>Photo of the paper</source>
   <translation>照片（待补原件）</translation>
  </message>
  <message>
   <source>Sign…</source>
   <translation>签名…</translation>
  </message>
  <message>
   <source>Photo of the signed sheet</source>
   <translation>确认单照片</translation>
  </message>
  <message>
   <source>Reason: {what}</source>
   <translation>原因：{what}</translation>
  </message>
  <message>
   <source>The householder agrees to both readings</source>
   <translation>住户确认两个示数</translation>
  </message>
  <message>
   <source>✓ Signed</source>
   <translation>✓ 已签名</translation>
  </message>
  <message>
   <source>Odd, but possible: say why</source>
   <translation>情况特殊的，写明原因即可保存</translation>
  </message>
  <message>
   <source>Choose or write a reason</source>
   <translation>选择或填写原因</translation>
  </message>
  <message>
   <source>What is asked</source>
   <translation>条件</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>全部显示</translation>
  </message>
  <message>
   <source>(empty)</source>
   <translation>（空）</translation>
  </message>
  <message>
   <source>From</source>
   <translation>起</translation>
  </message>
  <message>
   <source>To</source>
   <translation>止</translation>
  </message>
  <message>
   <source>Apply</source>
   <translation>确定</translation>
  </message>
  <message>
   <source>▲ Smallest first</source>
   <translation>▲ 从小到大</translation>
  </message>
  <message>
   <source>▼ Greatest first</source>
   <translation>▼ 从大到小</translation>
  </message>
  <message>
   <source>Add a building</source>
   <translation>新增楼栋</translation>
  </message>
  <message>
   <source>such as 101, 2-602</source>
   <translation>如 101、2-602</translation>
  </message>
  <message>
   <source>Make the building</source>
   <translation>生成楼栋</translation>
  </message>
  <message>
   <source>101, 102, 201 … in each unit</source>
   <translation>每个单元 101、102、201……</translation>
  </message>
  <message>
   <source>101 to 106 through the building</source>
   <translation>全楼连排 101 至 106</translation>
  </message>
  <message>
   <source>unit first: 1101, 1102 …</source>
   <translation>单元在前 1101、1102……</translation>
  </message>
  <message>
   <source>1, 2, 3 … upwards</source>
   <translation>从下往上 1、2、3……</translation>
  </message>
  <message>
   <source>Building number</source>
   <translation>楼栋号</translation>
  </message>
  <message>
   <source>Floors</source>
   <translation>层数</translation>
  </message>
  <message>
   <source>Doors a floor</source>
   <translation>每层户数</translation>
  </message>
  <message>
   <source>Units</source>
   <translation>单元数</translation>
  </message>
  <message>
   <source>First floor with dwellings</source>
   <translation>住户从第几层起</translation>
  </message>
  <message>
   <source>Shops on the ground floor</source>
   <translation>一层门面数</translation>
  </message>
  <message>
   <source>Numbering</source>
   <translation>编号方式</translation>
  </message>
  <message>
   <source>Doors that do not exist</source>
   <translation>没有的门牌</translation>
  </message>
  <message>
   <source>{count} doors: {first} …</source>
   <translation>共 {count} 户：{first} …</translation>
  </message>
  <message>
   <source>Help</source>
   <translation>帮助</translation>
  </message>
  <message>
   <source>Bring this value back</source>
   <translation>恢复这个值</translation>
  </message>
  <message>
   <source>History of the household</source>
   <translation>住户历史</translation>
  </message>
  <message>
   <source>Take back this change</source>
   <translation>撤回这项改动</translation>
  </message>
  <message>
   <source>Brought back</source>
   <translation>已恢复</translation>
  </message>
  <message>
   <source>Bring back: {value}</source>
   <translation>恢复为「{value}」</translation>
  </message>
  <message>
   <source>When</source>
   <translation>期限</translation>
  </message>
  <message>
   <source>Who</source>
   <translation>谁</translation>
  </message>
  <message>
   <source>What</source>
   <translation>事项</translation>
  </message>
  <message>
   <source>Where</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>Field</source>
   <translation>项目</translation>
  </message>
  <message>
   <source>Every change, newest first</source>
   <translation>每一次改动，新的在前</translation>
  </message>
  <message>
   <source>Taken back</source>
   <translation>已撤销</translation>
  </message>
  <message>
   <source>(whole record)</source>
   <translation>（整条）</translation>
  </message>
  <message>
   <source>Take back a stroke</source>
   <translation>撤回一笔</translation>
  </message>
  <message>
   <source>Sign with the pen or a finger, or tick “Draw with the mouse”.</source>
   <translation>请用笔或手指签名；没有触屏时请勾选“用鼠标签”。</translation>
  </message>
  <message>
   <source>Write down who signs.</source>
   <translation>请填写签名人。</translation>
  </message>
  <message>
   <source>Signature kept</source>
   <translation>签名已保存</translation>
  </message>
  <message>
   <source>Keyboard map</source>
   <translation>快捷键</translation>
  </message>
  <message>
   <source>Nothing needs a key: everything is on a button as well.</source>
   <translation>不会快捷键也没关系：每项操作都有按钮。</translation>
  </message>
  <message>
   <source>Record a master meter</source>
   <translation>登记总表</translation>
  </message>
  <message>
   <source>(none)</source>
   <translation>（无）</translation>
  </message>
  <message>
   <source>such as unit 2, pump room</source>
   <translation>如 2单元、泵房</translation>
  </message>
  <message>
   <source>Record it</source>
   <translation>登记</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Number</source>
   <translation>表号</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>用途</translation>
  </message>
  <message>
   <source>Building</source>
   <translation>楼栋</translation>
  </message>
  <message>
   <source>Where exactly</source>
   <translation>具体位置</translation>
  </message>
  <message>
   <source>Upper meter</source>
   <translation>上级表</translation>
  </message>
  <message>
   <source>Account number</source>
   <translation>户号</translation>
  </message>
  <message>
   <source>Meter recorded</source>
   <translation>已登记</translation>
  </message>
  <message>
   <source>Old meter {old}; new meter {number} begins at {first}</source>
   <translation>确认：旧表止度 {old}；新表 {number} 起度 {first}</translation>
  </message>
  <message>
   <source>Reading…</source>
   <translation>正在读取…</translation>
  </message>
  <message>
   <source>Store the exchange</source>
   <translation>保存换表</translation>
  </message>
  <message>
   <source>Exchange the water meter</source>
   <translation>换水表</translation>
  </message>
  <message>
   <source>Exchange the electricity meter</source>
   <translation>换电能表</translation>
  </message>
  <message>
   <source>Meter exchanged</source>
   <translation>换表已保存</translation>
  </message>
  <message>
   <source>none</source>
   <translation>无</translation>
  </message>
  <message>
   <source>as shipped</source>
   <translation>随程序自带</translation>
  </message>
  <message>
   <source>{name}: cannot be used</source>
   <translation>{name}（不能用）</translation>
  </message>
  <message>
   <source>Own wording</source>
   <translation>本办表样</translation>
  </message>
  <message>
   <source>Export a copy</source>
   <translation>导出一份</translation>
  </message>
  <message>
   <source>Use the own file from today</source>
   <translation>从今天起用本办文件</translation>
  </message>
  <message>
   <source>Use the program's wording again</source>
   <translation>恢复自带文本</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>Exported into the folder</source>
   <translation>已导出到文件夹</translation>
  </message>
  <message>
   <source>The program's wording holds again</source>
   <translation>已恢复自带文本</translation>
  </message>
  <message>
   <source>Form</source>
   <translation>表单</translation>
  </message>
  <message>
   <source>Holds now</source>
   <translation>现用文本</translation>
  </message>
  <message>
   <source>Own file</source>
   <translation>本办文件</translation>
  </message>
  <message>
   <source>Export a copy, change its words in a text editor, then use it. Issued forms keep the wording they were printed with.</source>
   <translation>先导出一份，用记事本改好文字，再选用。已出的表单仍是出单时的文本，不会变。</translation>
  </message>
  <message>
   <source>The own wording holds from today</source>
   <translation>本办文本从今天起使用</translation>
  </message>
  <message>
   <source>{found} photos: {placed} given to {doors} doors, {waiting} wait in the tray.</source>
   <translation>共 {found} 张照片：{placed} 张归到 {doors} 户，{waiting} 张待归户。</translation>
  </message>
  <message>
   <source>Phone photos</source>
   <translation>手机照片</translation>
  </message>
  <message>
   <source>Photos from a folder…</source>
   <translation>从文件夹导入照片…</translation>
  </message>
  <message>
   <source>Take this import back</source>
   <translation>撤销本次导入</translation>
  </message>
  <message>
   <source>Photos that wait for a door</source>
   <translation>待归户的照片</translation>
  </message>
  <message>
   <source>The photo</source>
   <translation>照片</translation>
  </message>
  <message>
   <source>Give it to this door</source>
   <translation>归到这一户</translation>
  </message>
  <message>
   <source>Leave it for later</source>
   <translation>先放着，看下一张</translation>
  </message>
  <message>
   <source>Take the photo away</source>
   <translation>移除这张</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>Photograph a door's code first, then its meters and papers.</source>
   <translation>先拍门牌码，再拍这户的表和单据，照片就会自动归户。</translation>
  </message>
  <message>
   <source>Reading photos…</source>
   <translation>正在读取照片…</translation>
  </message>
  <message>
   <source>Photographed before it: {door}</source>
   <translation>前一张拍的是：{door}</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>正在打开…</translation>
  </message>
  <message>
   <source>Give it to {door}</source>
   <translation>归到 {door}</translation>
  </message>
  <message>
   <source>Stopped; nothing was brought in.</source>
   <translation>已停止，没有导入任何照片。</translation>
  </message>
  <message>
   <source>{count} show a door code alone and are not kept.</source>
   <translation>{count} 张只拍了门牌码，不保留。</translation>
  </message>
  <message>
   <source>{count} were brought in before.</source>
   <translation>{count} 张以前导入过。</translation>
  </message>
  <message>
   <source>{count} more cannot be read.</source>
   <translation>另有 {count} 个文件读不了。</translation>
  </message>
  <message>
   <source>Given to {door}</source>
   <translation>已归到 {door}</translation>
  </message>
  <message>
   <source>Photos are being read; stop that first, or wait.</source>
   <translation>正在读取照片，请先停止或稍等。</translation>
  </message>
  <message>
   <source>What it shows</source>
   <translation>照片内容</translation>
  </message>
  <message>
   <source>Whose door?</source>
   <translation>是哪一户的？</translation>
  </message>
  <message>
   <source>{count} photos wait for a door</source>
   <translation>{count} 张照片待归户</translation>
  </message>
  <message>
   <source>No photo waits. Bring photos in from a folder.</source>
   <translation>没有待归户的照片。可以从文件夹导入。</translation>
  </message>
  <message>
   <source>This photo cannot be shown.</source>
   <translation>这张照片无法显示。</translation>
  </message>
  <message>
   <source>Photo taken away</source>
   <translation>照片已移除</translation>
  </message>
  <message>
   <source>The import is taken back.</source>
   <translation>本次导入已撤销。</translation>
  </message>
  <message>
   <source>Set a PIN</source>
   <translation>设置 PIN</translation>
  </message>
  <message>
   <source>Use this PIN</source>
   <translation>使用这个 PIN</translation>
  </message>
  <message>
   <source>PIN</source>
   <translation>口令（PIN）</translation>
  </message>
  <message>
   <source>PIN again</source>
   <translation>再输一次</translation>
  </message>
  <message>
   <source>4 to 8 digits, for this sign-in only. After a lock it opens the window again for an hour; it is kept nowhere on the disk.</source>
   <translation>4 到 8 位数字，只在本次登录有效。锁定后一小时内可凭它解锁；它不会存到硬盘上。</translation>
  </message>
  <message>
   <source>The two PINs differ.</source>
   <translation>两次输入的 PIN 不一样。</translation>
  </message>
  <message>
   <source>Ballots</source>
   <translation>表决票</translation>
  </message>
  <message>
   <source>Two on one A4 page</source>
   <translation>一张A4印两票</translation>
  </message>
  <message>
   <source>One ballot a dwelling, in walking order</source>
   <translation>每户一票，按走访顺序</translation>
  </message>
  <message>
   <source>Each has the owner's name, the area and a square code. Cut the sheets apart and hand each to its owner only.</source>
   <translation>每张印有业主姓名、面积和二维码。裁开后只交给本户业主。</translation>
  </message>
  <message>
   <source>ballots</source>
   <translation>表决票</translation>
  </message>
  <message>
   <source>Household sheets</source>
   <translation>入户表</translation>
  </message>
  <message>
   <source>One sheet a household, in walking order</source>
   <translation>一户一张，按走访顺序排好</translation>
  </message>
  <message>
   <source>Each has the privacy notice, the survey, the consent and a square code. Print on one side only; never hand a neighbour's sheet over.</source>
   <translation>每张都有信息告知、调查项目、改造意愿和二维码。请单面打印，不要把邻居的表给别人看。</translation>
  </message>
  <message>
   <source>household sheets</source>
   <translation>入户表</translation>
  </message>
  <message>
   <source>Choose a quarter or a building first.</source>
   <translation>请先选小区或楼栋。</translation>
  </message>
  <message>
   <source>The {count} chosen doors</source>
   <translation>选中的 {count} 户</translation>
  </message>
  <message>
   <source>The whole building</source>
   <translation>整栋楼</translation>
  </message>
  <message>
   <source>The whole quarter</source>
   <translation>整个小区</translation>
  </message>
  <message>
   <source>Checked list {number}</source>
   <translation>核对结果登记 {number}</translation>
  </message>
  <message>
   <source>Lines of the list</source>
   <translation>清单明细</translation>
  </message>
  <message>
   <source>Why the chosen lines are returned</source>
   <translation>所选行的退回原因</translation>
  </message>
  <message>
   <source>Return the chosen lines</source>
   <translation>退回所选行</translation>
  </message>
  <message>
   <source>Accept the chosen lines</source>
   <translation>接收所选行</translation>
  </message>
  <message>
   <source>Read the checked sheet…</source>
   <translation>读入核对后的表格…</translation>
  </message>
  <message>
   <source>Record the result</source>
   <translation>登记核对结果</translation>
  </message>
  <message>
   <source>{returned} returned, {accepted} accepted</source>
   <translation>退回 {returned} 行，接收 {accepted} 行</translation>
  </message>
  <message>
   <source>No.</source>
   <translation>序号</translation>
  </message>
  <message>
   <source>Kind</source>
   <translation>类型</translation>
  </message>
  <message>
   <source>Meter number</source>
   <translation>表号</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>原因</translation>
  </message>
  <message>
   <source>A return needs a reason.</source>
   <translation>退回要写原因。</translation>
  </message>
  <message>
   <source>Mark what the company returned. Whatever is not marked is accepted; returned lines become defects, and a list completes this one when they are mended.</source>
   <translation>把接收单位退回的行标出来，没有标的就是接收。退回的行自动登记为整改问题，改好后另出补充清单。</translation>
  </message>
  <message>
   <source>Choose lines first.</source>
   <translation>请先选中要登记的行。</translation>
  </message>
  <message>
   <source>Pages to type back</source>
   <translation>待回录的页</translation>
  </message>
  <message>
   <source>← Page</source>
   <translation>← 上页</translation>
  </message>
  <message>
   <source>Page →</source>
   <translation>下页 →</translation>
  </message>
  <message>
   <source>Open this household</source>
   <translation>打开这一户</translation>
  </message>
  <message>
   <source>Typed back, next page</source>
   <translation>录好了，下一张</translation>
  </message>
  <message>
   <source>No scanned sheets yet. Scan the signed sheets, in any order, and take them in.</source>
   <translation>还没有扫描件。签好的表随便什么顺序扫成 PDF，从上面收进来。</translation>
  </message>
  <message>
   <source>Pages without a door</source>
   <translation>没认出门牌的页</translation>
  </message>
  <message>
   <source>Number on the sheet</source>
   <translation>表上的编号</translation>
  </message>
  <message>
   <source>Number under the square code, such as 123 456 7893</source>
   <translation>二维码下面的编号，如 123 456 7893</translation>
  </message>
  <message>
   <source>Find the door</source>
   <translation>查找户</translation>
  </message>
  <message>
   <source>Every page found its door.</source>
   <translation>每一页都认出了门牌。</translation>
  </message>
  <message>
   <source>Originals to come</source>
   <translation>待补原件</translation>
  </message>
  <message>
   <source>The ticked originals are here</source>
   <translation>打勾的原件到了</translation>
  </message>
  <message>
   <source>No original is missing.</source>
   <translation>没有待补的原件。</translation>
  </message>
  <message>
   <source>original to come</source>
   <translation>待补原件</translation>
  </message>
  <message>
   <source>Not typed back after all</source>
   <translation>还没录好，退回</translation>
  </message>
  <message>
   <source>Page {number}　{when}</source>
   <translation>第 {number} 页　{when}</translation>
  </message>
  <message>
   <source>No household in this ledger has this number.</source>
   <translation>台账里没有这个编号。</translation>
  </message>
  <message>
   <source>File with {label}</source>
   <translation>归到 {label}</translation>
  </message>
  <message>
   <source>Scanned sheets</source>
   <translation>入户表扫描件</translation>
  </message>
  <message>
   <source>Scanned page</source>
   <translation>扫描页</translation>
  </message>
  <message>
   <source>Take scans in</source>
   <translation>收扫描件</translation>
  </message>
  <message>
   <source>Reading the scans…</source>
   <translation>正在认二维码…</translation>
  </message>
  <message>
   <source>Stopped; nothing was taken in.</source>
   <translation>已停止，什么都没收。</translation>
  </message>
  <message>
   <source>Originals are here…</source>
   <translation>原件在手，收扫描件…</translation>
  </message>
  <message>
   <source>Photos, originals to come…</source>
   <translation>照片或扫描件，原件后补…</translation>
  </message>
  <message>
   <source>Not signed…</source>
   <translation>没有签名的调查表…</translation>
  </message>
  <message>
   <source>Two pages or more: {label}</source>
   <translation>不止一页：{label}</translation>
  </message>
  <message>
   <source>To type back {count}</source>
   <translation>待回录 {count}</translation>
  </message>
  <message>
   <source>Whose? {count}</source>
   <translation>待认领 {count}</translation>
  </message>
  <message>
   <source>Copies {count}</source>
   <translation>待补原件 {count}</translation>
  </message>
  <message>
   <source>No page here.</source>
   <translation>这里没有页。</translation>
  </message>
  <message>
   <source>Filed</source>
   <translation>已归档</translation>
  </message>
  <message>
   <source>Noted: the originals are here</source>
   <translation>已记下：原件到了</translation>
  </message>
  <message>
   <source>Scans</source>
   <translation>扫描件</translation>
  </message>
  <message>
   <source>{number} is signed.</source>
   <translation>{number} 已签。</translation>
  </message>
  <message>
   <source>Signs for</source>
   <translation>签署栏</translation>
  </message>
  <message>
   <source>I have looked at every page and sign this form</source>
   <translation>我已逐页看过，同意签署这份表单</translation>
  </message>
  <message>
   <source>Sign this form</source>
   <translation>签这份表单</translation>
  </message>
  <message>
   <source> It is a trial signature: for practice only, without legal force.</source>
   <translation>这是试用签名：仅供演练，没有法律效力。</translation>
  </message>
  <message>
   <source>As the certificate says</source>
   <translation>以证书上的为准</translation>
  </message>
  <message>
   <source>What is drawn is not a reliable signature by itself (Electronic Signature Law, article 13): a certificate seals it into the form.</source>
   <translation>手写笔迹本身不是可靠的电子签名（《电子签名法》第十三条），要由证书一并封入表单。</translation>
  </message>
  <message>
   <source>{signed} signed, {failed} not signed.</source>
   <translation>已签 {signed} 份，未签成 {failed} 份。</translation>
  </message>
  <message>
   <source>Sign several forms</source>
   <translation>批量签署</translation>
  </message>
  <message>
   <source>Forms to be signed</source>
   <translation>待签表单</translation>
  </message>
  <message>
   <source>I know these forms and sign every ticked one</source>
   <translation>这些表单我都看过，同意签署勾选的每一份</translation>
  </message>
  <message>
   <source>Sign them all</source>
   <translation>全部签署</translation>
  </message>
  <message>
   <source>Signing…</source>
   <translation>正在签署…</translation>
  </message>
  <message>
   <source>{count} forms will be signed.</source>
   <translation>将签署 {count} 份。</translation>
  </message>
  <message>
   <source>No form of this quarter waits for a signature.</source>
   <translation>本小区没有待签的表单。</translation>
  </message>
  <message>
   <source>Print…</source>
   <translation>打印…</translation>
  </message>
  <message>
   <source>Scans or signed files…</source>
   <translation>取回扫描件或已签文件…</translation>
  </message>
  <message>
   <source>Signed on</source>
   <translation>签署日期</translation>
  </message>
  <message>
   <source>Where the paper is kept, e.g. file 12</source>
   <translation>原件存放处，如：档案盒12</translation>
  </message>
  <message>
   <source>Record as signed by hand</source>
   <translation>登记为已手签盖章</translation>
  </message>
  <message>
   <source>Reading what came back…</source>
   <translation>正在读取回来的文件…</translation>
  </message>
  <message>
   <source>{number} is recorded as signed by hand.</source>
   <translation>{number} 已登记为手签盖章。</translation>
  </message>
  <message>
   <source>1. Print the form; sign and seal it by hand.</source>
   <translation>第一步：打印，手签并盖章。</translation>
  </message>
  <message>
   <source>2. Scan it back, or drop the files here. Each is known by its square code, several forms may come in one pile.</source>
   <translation>第二步：扫描后取回，也可以把文件拖到这里。凭二维码认表单，一沓多份也可以。</translation>
  </message>
  <message>
   <source>No scanner at hand: note who signed, the scan can follow.</source>
   <translation>手边没有扫描仪：先登记谁签了，扫描件以后再补。</translation>
  </message>
  <message>
   <source>Taken back: {numbers}</source>
   <translation>已取回：{numbers}</translation>
  </message>
  <message>
   <source>Everything in these files was filed before.</source>
   <translation>这些文件以前都收过了。</translation>
  </message>
  <message>
   <source>Sign and seal {number}</source>
   <translation>签字盖章 {number}</translation>
  </message>
  <message>
   <source>By certificate</source>
   <translation>证书签名</translation>
  </message>
  <message>
   <source>Consents as ballots</source>
   <translation>意愿转为表决票</translation>
  </message>
  <message>
   <source>Signed from this day on</source>
   <translation>从这一天起签的</translation>
  </message>
  <message>
   <source>See how many</source>
   <translation>看看有多少</translation>
  </message>
  <message>
   <source>Take them as ballots</source>
   <translation>转为表决票</translation>
  </message>
  <message>
   <source>{count} would be taken as ballots</source>
   <translation>可转为表决票：{count} 户</translation>
  </message>
  <message>
   <source>{count} not: {why}</source>
   <translation>{count} 户不转：{why}</translation>
  </message>
  <message>
   <source>Take signed consents as ballots of this vote?</source>
   <translation>把已签字的意愿转为本次表决票？</translation>
  </message>
  <message>
   <source>A consent to the works is no ballot by itself. Only original signatures on paper or on the screen are taken, with the day on which they were signed; spoken answers and silence never are.</source>
   <translation>同意改造的意愿本身不是表决票。只转入纸质原件或屏上签名的意愿，并沿用其签署日期；口头答复和未表态的一律不转。</translation>
  </message>
  <message>
   <source>Consents taken as ballots</source>
   <translation>意愿已转为表决票</translation>
  </message>
  <message>
   <source>✓ met</source>
   <translation>✓ 达标</translation>
  </message>
  <message>
   <source>✕ not met</source>
   <translation>✕ 未达标</translation>
  </message>
  <message>
   <source>? unknown</source>
   <translation>? 不明</translation>
  </message>
  <message>
   <source>Meter</source>
   <translation>表号</translation>
  </message>
  <message>
   <source>Households</source>
   <translation>户数</translation>
  </message>
  <message>
   <source>Last reading</source>
   <translation>上次读数</translation>
  </message>
  <message>
   <source>Hang below a ring</source>
   <translation>绕成一圈的表（请改上级表）</translation>
  </message>
  <message>
   <source>Upper meter is gone</source>
   <translation>上级表已不在用（请重新挂接）</translation>
  </message>
  <message>
   <source>Hang below nothing</source>
   <translation>未挂接的户表</translation>
  </message>
  <message>
   <source>Building {number}</source>
   <translation>{number}栋</translation>
  </message>
  <message>
   <source>{name}: {visited} of {households} visited</source>
   <translation>{name}：已访 {visited} 户，共 {households} 户</translation>
  </message>
  <message>
   <source>Reading now</source>
   <translation>本次读数</translation>
  </message>
  <message>
   <source>Page: {page}</source>
   <translation>页面：{page}</translation>
  </message>
  <message>
   <source>Back up now</source>
   <translation>立即备份</translation>
  </message>
  <message>
   <source>Lock now</source>
   <translation>立即锁定</translation>
  </message>
  <message>
   <source>Export the workbook</source>
   <translation>导出报表</translation>
  </message>
  <message>
   <source>Bring in a household list</source>
   <translation>导入住户名册</translation>
  </message>
  <message>
   <source>Light colours</source>
   <translation>浅色</translation>
  </message>
  <message>
   <source>Dark colours</source>
   <translation>深色</translation>
  </message>
  <message>
   <source>Larger type</source>
   <translation>字号加大</translation>
  </message>
  <message>
   <source>Smaller type</source>
   <translation>字号减小</translation>
  </message>
  <message>
   <source>Set a PIN…</source>
   <translation>设置 PIN…</translation>
  </message>
  <message>
   <source>Print household sheets</source>
   <translation>打印入户调查表</translation>
  </message>
  <message>
   <source>File and type back scans</source>
   <translation>扫描件归档与回录</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>重做</translation>
  </message>
  <message>
   <source>Streets</source>
   <translation>街道</translation>
  </message>
  <message>
   <source>Annual plan</source>
   <translation>年度计划</translation>
  </message>
  <message>
   <source>Today</source>
   <translation>今日</translation>
  </message>
  <message>
   <source>Quarters</source>
   <translation>小区</translation>
  </message>
  <message>
   <source>Survey</source>
   <translation>走访</translation>
  </message>
  <message>
   <source>Ledger</source>
   <translation>台账</translation>
  </message>
  <message>
   <source>Stages</source>
   <translation>环节</translation>
  </message>
  <message>
   <source>Acceptance</source>
   <translation>验收</translation>
  </message>
  <message>
   <source>Forms</source>
   <translation>表单</translation>
  </message>
  <message>
   <source>Exchange</source>
   <translation>报送</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>设置</translation>
  </message>
  <message>
   <source>Pages</source>
   <translation>页面</translation>
  </message>
  <message>
   <source>Quarters and buildings</source>
   <translation>小区和楼栋</translation>
  </message>
  <message>
   <source>Whole office</source>
   <translation>全街道</translation>
  </message>
  <message>
   <source>Places</source>
   <translation>小区楼栋</translation>
  </message>
  <message>
   <source>Find a name, address, phone or meter  (Ctrl+K)</source>
   <translation>查找姓名、地址、电话、表号，拼音首字母也行  (Ctrl+K)</translation>
  </message>
  <message>
   <source>Find</source>
   <translation>查找</translation>
  </message>
  <message>
   <source>Found</source>
   <translation>找到的</translation>
  </message>
  <message>
   <source>Nothing found</source>
   <translation>没有找到</translation>
  </message>
  <message>
   <source>Backup {days} days ago</source>
   <translation>备份 {days} 天前</translation>
  </message>
  <message>
   <source>Backup {minutes} min ago</source>
   <translation>备份 {minutes} 分钟前</translation>
  </message>
  <message>
   <source>Backup {hours} h ago</source>
   <translation>备份 {hours} 小时前</translation>
  </message>
  <message>
   <source>{place}: {left} households left</source>
   <translation>{place}还剩 {left} 户</translation>
  </message>
  <message>
   <source>Backed up by the server</source>
   <translation>由服务器备份</translation>
  </message>
  <message>
   <source>Read only</source>
   <translation>只读</translation>
  </message>
  <message>
   <source>No backup yet</source>
   <translation>还没有备份</translation>
  </message>
  <message>
   <source>Saving…</source>
   <translation>正在保存…</translation>
  </message>
  <message>
   <source>✓ Saved</source>
   <translation>✓ 已保存</translation>
  </message>
  <message>
   <source>Done again: {what}</source>
   <translation>已重做：{what}</translation>
  </message>
  <message>
   <source>Done again</source>
   <translation>已重做</translation>
  </message>
  <message>
   <source>Taken back: {what}</source>
   <translation>已撤销：{what}</translation>
  </message>
  <message>
   <source>{action}: {what}</source>
   <translation>{action}：{what}</translation>
  </message>
  <message>
   <source>Backup made and proven</source>
   <translation>备份已完成并检查通过</translation>
  </message>
  <message>
   <source>Save a copy…</source>
   <translation>另存副本…</translation>
  </message>
  <message>
   <source>A PIN opens the window again within the hour after a lock.</source>
   <translation>设一个 PIN，锁定后一小时内不必再输口令。</translation>
  </message>
  <message>
   <source>Lock</source>
   <translation>锁定</translation>
  </message>
  <message>
   <source>Choose a household first</source>
   <translation>请先选一户</translation>
  </message>
  <message>
   <source>Everywhere</source>
   <translation>全部页面</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Copy saved: {path}</source>
   <translation>副本已保存：{path}</translation>
  </message>
  <message>
   <source>Acceptance: water</source>
   <translation>供水验收</translation>
  </message>
  <message>
   <source>Acceptance: electricity</source>
   <translation>供电验收</translation>
  </message>
  <message>
   <source>Households not met</source>
   <translation>未达标的户</translation>
  </message>
  <message>
   <source>Mended</source>
   <translation>已整改</translation>
  </message>
  <message>
   <source>Re-inspected: good</source>
   <translation>复验合格</translation>
  </message>
  <message>
   <source>Re-inspected: not good</source>
   <translation>复验不合格</translation>
  </message>
  <message>
   <source>Photos</source>
   <translation>照片</translation>
  </message>
  <message>
   <source>Water</source>
   <translation>水</translation>
  </message>
  <message>
   <source>Electricity</source>
   <translation>电</translation>
  </message>
  <message>
   <source>Quarter</source>
   <translation>小区</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>查看</translation>
  </message>
  <message>
   <source>Judging…</source>
   <translation>正在判定…</translation>
  </message>
  <message>
   <source>{failing} not met, {unknown} unknown</source>
   <translation>未达标 {failing} 项，不明 {unknown} 项</translation>
  </message>
  <message>
   <source>Utility</source>
   <translation>水/电</translation>
  </message>
  <message>
   <source>Verdict</source>
   <translation>结论</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>原因</translation>
  </message>
  <message>
   <source>All quarters</source>
   <translation>全部小区</translation>
  </message>
  <message>
   <source>Not met and unknown</source>
   <translation>未达标和不明</translation>
  </message>
  <message>
   <source>Not met only</source>
   <translation>只看未达标</translation>
  </message>
  <message>
   <source>Nothing is missing here</source>
   <translation>这里没有缺项</translation>
  </message>
  <message>
   <source>Every household shown is met.</source>
   <translation>所看的各户都已达标。</translation>
  </message>
  <message>
   <source>Drawn: {count} of {all} places by {name} on {day}, seed {seed}.</source>
   <translation>已抽 {count} 处（共 {all} 处），{name} {day} 抽取，种子 {seed}。</translation>
  </message>
  <message>
   <source>{count} chosen.</source>
   <translation>已选 {count} 处。</translation>
  </message>
  <message>
   <source>May be checked by sample: {share} %, at least {least} places.</source>
   <translation>可以抽查：{share}%，不少于 {least} 处。</translation>
  </message>
  <message>
   <source>There is nothing of this kind here.</source>
   <translation>本小区没有这类对象。</translation>
  </message>
  <message>
   <source>Choose one or more places above, then record the result.</source>
   <translation>先在上表选一处或几处，再填结果。</translation>
  </message>
  <message>
   <source>{count} chosen. The ledger does not know: write down what it rests on.</source>
   <translation>已选 {count} 处。台账里没有，要写明依据材料。</translation>
  </message>
  <message>
   <source>Confirm what was computed</source>
   <translation>确认系统判定</translation>
  </message>
  <message>
   <source>Draw a sample</source>
   <translation>抽样</translation>
  </message>
  <message>
   <source>Choose all open</source>
   <translation>选中全部未查的</translation>
  </message>
  <message>
   <source>Go to the household</source>
   <translation>到该户</translation>
  </message>
  <message>
   <source>List a defect…</source>
   <translation>登记缺陷…</translation>
  </message>
  <message>
   <source>Fill in from the readings</source>
   <translation>按读数算出用量</translation>
  </message>
  <message>
   <source>Save the values</source>
   <translation>保存实测值</translation>
  </message>
  <message>
   <source>Pass</source>
   <translation>合格</translation>
  </message>
  <message>
   <source>Fail</source>
   <translation>不合格</translation>
  </message>
  <message>
   <source>Does not apply</source>
   <translation>不适用</translation>
  </message>
  <message>
   <source> · key item</source>
   <translation> · 关键项</translation>
  </message>
  <message>
   <source>{stages} · by {level} · basis {basis}</source>
   <translation>{stages}检查 · 按{level} · 依据 {basis}</translation>
  </message>
  <message>
   <source>today</source>
   <translation>今天</translation>
  </message>
  <message>
   <source>One of them fails: every place must be checked.</source>
   <translation>抽中的有不合格，须逐处检查。</translation>
  </message>
  <message>
   <source>Where checked</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>Why, or what it rests on</source>
   <translation>原因或依据</translation>
  </message>
  <message>
   <source>Checked by</source>
   <translation>检查人</translation>
  </message>
  <message>
   <source>What it rests on</source>
   <translation>依据材料</translation>
  </message>
  <message>
   <source>Note</source>
   <translation>说明</translation>
  </message>
  <message>
   <source>Date</source>
   <translation>日期</translation>
  </message>
  <message>
   <source>Go and do it</source>
   <translation>去办理</translation>
  </message>
  <message>
   <source>Recorded for {count} places</source>
   <translation>已记录 {count} 处</translation>
  </message>
  <message>
   <source>Confirmed</source>
   <translation>已确认</translation>
  </message>
  <message>
   <source>✓ meets the criterion</source>
   <translation>✓ 符合要求</translation>
  </message>
  <message>
   <source>choose…</source>
   <translation>请选择</translation>
  </message>
  <message>
   <source>✕ does not meet the criterion: {why}</source>
   <translation>✕ 不符合要求：{why}</translation>
  </message>
  <message>
   <source>The judgement shows here while you type.</source>
   <translation>边填边判定，结果显示在这里。</translation>
  </message>
  <message>
   <source>told, has not come yet</source>
   <translation>已通知，还没有到场</translation>
  </message>
  <message>
   <source>✕ not told yet</source>
   <translation>✕ 还没有通知</translation>
  </message>
  <message>
   <source>✓ told and came</source>
   <translation>✓ 已通知并到场</translation>
  </message>
  <message>
   <source>✕ told, did not come</source>
   <translation>✕ 已通知，未到场</translation>
  </message>
  <message>
   <source>Write the notice…</source>
   <translation>打印通知…</translation>
  </message>
  <message>
   <source>notice of acceptance {company}</source>
   <translation>验收通知（{company}）</translation>
  </message>
  <message>
   <source>Date, such as 2026-01-31</source>
   <translation>日期，如 2026-01-31</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>保存</translation>
  </message>
  <message>
   <source>The companies are told in writing before the acceptance and must come, or they may refuse to take over. One letter counts for water and electricity.</source>
   <translation>验收前要书面通知供水、供电企业，企业要派人到场，否则可以拒绝接收。一份通知对水、电验收都算数。</translation>
  </message>
  <message>
   <source>Written notice</source>
   <translation>书面通知</translation>
  </message>
  <message>
   <source>Document number</source>
   <translation>文号</translation>
  </message>
  <message>
   <source>Did not come</source>
   <translation>未到场</translation>
  </message>
  <message>
   <source>Saved</source>
   <translation>已保存</translation>
  </message>
  <message>
   <source>Reply</source>
   <translation>回执</translation>
  </message>
  <message>
   <source>What it says</source>
   <translation>回执意见</translation>
  </message>
  <message>
   <source>Attendance</source>
   <translation>到场</translation>
  </message>
  <message>
   <source>Who came</source>
   <translation>到场人</translation>
  </message>
  <message>
   <source>by {name} on {day}, check list {list} {version}</source>
   <translation>{name} {day} 确认，{list} {version}</translation>
  </message>
  <message>
   <source>Fingerprint of the inputs: {sha}</source>
   <translation>依据指纹（SHA-256）：{sha}</translation>
  </message>
  <message>
   <source>Save the record…</source>
   <translation>保存验收记录…</translation>
  </message>
  <message>
   <source>record of acceptance</source>
   <translation>验收记录</translation>
  </message>
  <message>
   <source>A decision freezes the check list, every result and every notice; it stays as it is whatever changes later. A re-inspection is a new acceptance.</source>
   <translation>下结论后，检查表、全部结果和通知一并锁定，以后台账怎么改都不变。复验另开一次新的验收。</translation>
  </message>
  <message>
   <source>and {count} more</source>
   <translation>另有 {count} 行</translation>
  </message>
  <message>
   <source>Decided: {outcome}</source>
   <translation>验收结论：{outcome}</translation>
  </message>
  <message>
   <source>Decide the acceptance</source>
   <translation>验收结论</translation>
  </message>
  <message>
   <source>Decide “{outcome}” and freeze everything?</source>
   <translation>结论为「{outcome}」，并锁定全部内容？</translation>
  </message>
  <message>
   <source>Decide</source>
   <translation>下结论</translation>
  </message>
  <message>
   <source>Not yet</source>
   <translation>先不下</translation>
  </message>
  <message>
   <source>It can be decided: {outcome}</source>
   <translation>可以下结论：{outcome}</translation>
  </message>
  <message>
   <source>It cannot be passed yet: {count} things block it</source>
   <translation>还不能通过，有 {count} 件事没办完</translation>
  </message>
  <message>
   <source>Go to the certificate and handover list</source>
   <translation>去开合格证和移交清单</translation>
  </message>
  <message>
   <source>The handover list still waits for:</source>
   <translation>移交清单还缺：</translation>
  </message>
  <message>
   <source>✕ The frozen inputs were changed afterwards: do not rely on them.</source>
   <translation>✕ 锁定的依据后来被改动过，不可采信。</translation>
  </message>
  <message>
   <source>After mending, begin a new acceptance above.</source>
   <translation>整改后，在上方开始新的验收。</translation>
  </message>
  <message>
   <source>Go there</source>
   <translation>前往</translation>
  </message>
  <message>
   <source>Decided and frozen</source>
   <translation>已下结论并锁定</translation>
  </message>
  <message>
   <source>{passed} of {all} items passed · {failed} failed · {confirm} to confirm · {open} open</source>
   <translation>{all} 项中 {passed} 项合格 · {failed} 项不合格 · {confirm} 项待确认 · {open} 项未查完</translation>
  </message>
  <message>
   <source>Begin a new acceptance</source>
   <translation>开始新的验收</translation>
  </message>
  <message>
   <source>Check list…</source>
   <translation>检查表…</translation>
  </message>
  <message>
   <source>Withdraw</source>
   <translation>撤回</translation>
  </message>
  <message>
   <source>Check list</source>
   <translation>检查表</translation>
  </message>
  <message>
   <source>It freezes the check list it begins with; what the ledger knows is filled in.</source>
   <translation>开始时留存当时的检查表；台账里有的内容自动填好，由人确认。</translation>
  </message>
  <message>
   <source>Begin the acceptance</source>
   <translation>开始验收</translation>
  </message>
  <message>
   <source>{name} holds for acceptances begun from now on</source>
   <translation>以后开始的验收按 {name} 检查</translation>
  </message>
  <message>
   <source>Code</source>
   <translation>编号</translation>
  </message>
  <message>
   <source>Check item</source>
   <translation>检查项</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>关键</translation>
  </message>
  <message>
   <source>By</source>
   <translation>层级</translation>
  </message>
  <message>
   <source>Passed</source>
   <translation>已合格</translation>
  </message>
  <message>
   <source>State</source>
   <translation>状态</translation>
  </message>
  <message>
   <source>Check</source>
   <translation>检查</translation>
  </message>
  <message>
   <source>Defects</source>
   <translation>缺陷</translation>
  </message>
  <message>
   <source>Notices and attendance</source>
   <translation>通知与到场</translation>
  </message>
  <message>
   <source>Outcome</source>
   <translation>结论</translation>
  </message>
  <message>
   <source>Acceptance begun; its check list is frozen</source>
   <translation>已开始验收，检查表已留存</translation>
  </message>
  <message>
   <source>No acceptance of the water works yet</source>
   <translation>还没有开始供水验收</translation>
  </message>
  <message>
   <source>No acceptance of the electricity works yet</source>
   <translation>还没有开始供电验收</translation>
  </message>
  <message>
   <source>Withdrawn. Undo brings it back.</source>
   <translation>已撤回，可以撤销恢复。</translation>
  </message>
  <message>
   <source>★ key</source>
   <translation>★ 关键</translation>
  </message>
  <message>
   <source>try an evening</source>
   <translation>建议晚上去</translation>
  </message>
  <message>
   <source>try a weekend</source>
   <translation>建议周末去</translation>
  </message>
  <message>
   <source>try a morning</source>
   <translation>建议上午去</translation>
  </message>
  <message>
   <source>try an afternoon</source>
   <translation>建议下午去</translation>
  </message>
  <message>
   <source>tried {times} times</source>
   <translation>去过 {times} 次</translation>
  </message>
  <message>
   <source>Mon</source>
   <translation>周一</translation>
  </message>
  <message>
   <source>Tue</source>
   <translation>周二</translation>
  </message>
  <message>
   <source>Wed</source>
   <translation>周三</translation>
  </message>
  <message>
   <source>Thu</source>
   <translation>周四</translation>
  </message>
  <message>
   <source>Fri</source>
   <translation>周五</translation>
  </message>
  <message>
   <source>Sat</source>
   <translation>周六</translation>
  </message>
  <message>
   <source>Sun</source>
   <translation>周日</translation>
  </message>
  <message>
   <source>Still to visit</source>
   <translation>还要再去</translation>
  </message>
  <message>
   <source>last {when}</source>
   <translation>上次 {when}</translation>
  </message>
  <message>
   <source>Nobody is to be tried again.</source>
   <translation>没有要再去的户。</translation>
  </message>
  <message>
   <source>Adjustments</source>
   <translation>调整记录</translation>
  </message>
  <message>
   <source>Save the plan as paper…</source>
   <translation>保存年度计划…</translation>
  </message>
  <message>
   <source>Save the notice…</source>
   <translation>保存调整通知…</translation>
  </message>
  <message>
   <source>What to do with the chosen quarters</source>
   <translation>对选中小区的操作</translation>
  </message>
  <message>
   <source>Set plan and approval</source>
   <translation>设定计划和批复</translation>
  </message>
  <message>
   <source>Adjust an approved plan</source>
   <translation>调整计划</translation>
  </message>
  <message>
   <source>Notice of adjustment</source>
   <translation>调整通知</translation>
  </message>
  <message>
   <source>Street</source>
   <translation>街道</translation>
  </message>
  <message>
   <source>Built</source>
   <translation>建成</translation>
  </message>
  <message>
   <source>Agreed, water</source>
   <translation>同意水改</translation>
  </message>
  <message>
   <source>Agreed, power</source>
   <translation>同意电改</translation>
  </message>
  <message>
   <source>Cost (yuan)</source>
   <translation>投资（元）</translation>
  </message>
  <message>
   <source>Proposed</source>
   <translation>街道建议</translation>
  </message>
  <message>
   <source>Plan year</source>
   <translation>计划年度</translation>
  </message>
  <message>
   <source>Batch</source>
   <translation>批次</translation>
  </message>
  <message>
   <source>Approval number</source>
   <translation>批复文号</translation>
  </message>
  <message>
   <source>Choose a plan year first</source>
   <translation>请先选定计划年度</translation>
  </message>
  <message>
   <source>Set for {count} quarters. Undo takes it back.</source>
   <translation>已设定 {count} 个小区，可撤销。</translation>
  </message>
  <message>
   <source>Adjusted for {count} quarters. Undo takes it back.</source>
   <translation>已调整 {count} 个小区，可撤销。</translation>
  </message>
  <message>
   <source>Adjustment</source>
   <translation>调整</translation>
  </message>
  <message>
   <source>All streets</source>
   <translation>全部街道</translation>
  </message>
  <message>
   <source>All years</source>
   <translation>全部年度</translation>
  </message>
  <message>
   <source>In no plan</source>
   <translation>未列入计划</translation>
  </message>
  <message>
   <source>Plan of {year}</source>
   <translation>{year}年计划</translation>
  </message>
  <message>
   <source>Weigh</source>
   <translation>计算平衡</translation>
  </message>
  <message>
   <source>Balance</source>
   <translation>总分表平衡</translation>
  </message>
  <message>
   <source>Master {amount} {unit}</source>
   <translation>总表 {amount} {unit}</translation>
  </message>
  <message>
   <source>sub-meters {amount} {unit}</source>
   <translation>分表合计 {amount} {unit}</translation>
  </message>
  <message>
   <source>Tolerance in per cent</source>
   <translation>允许差率（%）</translation>
  </message>
  <message>
   <source>Days before</source>
   <translation>读数最多早几天</translation>
  </message>
  <message>
   <source>What is missing</source>
   <translation>缺什么</translation>
  </message>
  <message>
   <source>Consumption</source>
   <translation>用量</translation>
  </message>
  <message>
   <source>Choose a master or unit meter on the left.</source>
   <translation>先在左边选一块总表或单元表。</translation>
  </message>
  <message>
   <source>loss {amount} {unit}</source>
   <translation>差额 {amount} {unit}</translation>
  </message>
  <message>
   <source>accepted ±</source>
   <translation>允许差率 ±</translation>
  </message>
  <message>
   <source>%, readings up to</source>
   <translation>%，读数可早</translation>
  </message>
  <message>
   <source>days before</source>
   <translation>天</translation>
  </message>
  <message>
   <source>✓ within what is accepted</source>
   <translation>✓ 在允许差率内</translation>
  </message>
  <message>
   <source>✕ more than what is accepted</source>
   <translation>✕ 超出允许差率</translation>
  </message>
  <message>
   <source>? {count} readings are missing</source>
   <translation>? 缺 {count} 个读数</translation>
  </message>
  <message>
   <source>What was found</source>
   <translation>核查结果</translation>
  </message>
  <message>
   <source>Save as Excel…</source>
   <translation>存为 Excel…</translation>
  </message>
  <message>
   <source>Names are masked in the file, because it leaves the house.</source>
   <translation>存出的文件隐去姓名。</translation>
  </message>
  <message>
   <source>Ours {ours}, theirs {theirs} lines, {agreeing} agree, {count} to look at.</source>
   <translation>本方 {ours} 块，对方 {theirs} 行，一致 {agreeing} 块，待核对 {count} 处。</translation>
  </message>
  <message>
   <source>Pre-check.xlsx</source>
   <translation>预核对表.xlsx</translation>
  </message>
  <message>
   <source>All findings</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>Saved as {file}</source>
   <translation>已存为 {file}</translation>
  </message>
  <message>
   <source>Account</source>
   <translation>户号</translation>
  </message>
  <message>
   <source>Old meter's number</source>
   <translation>旧表号</translation>
  </message>
  <message>
   <source>Old meter's final reading</source>
   <translation>旧表止度</translation>
  </message>
  <message>
   <source>New meter's number</source>
   <translation>新表号</translation>
  </message>
  <message>
   <source>New meter's first reading</source>
   <translation>新表起度</translation>
  </message>
  <message>
   <source>Meter's number</source>
   <translation>表号</translation>
  </message>
  <message>
   <source>Day of the exchange</source>
   <translation>换表日期</translation>
  </message>
  <message>
   <source>Taken down on</source>
   <translation>拆表日期</translation>
  </message>
  <message>
   <source>Put up on</source>
   <translation>装表日期</translation>
  </message>
  <message>
   <source>Seal</source>
   <translation>封印</translation>
  </message>
  <message>
   <source>Old meter's seal</source>
   <translation>旧表封印</translation>
  </message>
  <message>
   <source>Plastic seal</source>
   <translation>塑封号</translation>
  </message>
  <message>
   <source>Steel seal</source>
   <translation>钢封号</translation>
  </message>
  <message>
   <source>Lead seal</source>
   <translation>铅封号</translation>
  </message>
  <message>
   <source>Seal of the meter box</source>
   <translation>计量箱封印</translation>
  </message>
  <message>
   <source>Customer's name</source>
   <translation>户名</translation>
  </message>
  <message>
   <source>Whole address in one cell</source>
   <translation>完整地址(一格)</translation>
  </message>
  <message>
   <source>Unit number</source>
   <translation>单元号</translation>
  </message>
  <message>
   <source>Room number</source>
   <translation>室号</translation>
  </message>
  <message>
   <source>Transformer area</source>
   <translation>台区</translation>
  </message>
  <message>
   <source>Installer</source>
   <translation>安装人</translation>
  </message>
  <message>
   <source>Verified on</source>
   <translation>检定日期</translation>
  </message>
  <message>
   <source>Certificate</source>
   <translation>证书</translation>
  </message>
  <message>
   <source>Meter position</source>
   <translation>表位</translation>
  </message>
  <message>
   <source>Nominal diameter</source>
   <translation>口径</translation>
  </message>
  <message>
   <source>Kind of meter</source>
   <translation>表类型</translation>
  </message>
  <message>
   <source>Maker</source>
   <translation>厂家</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>型号</translation>
  </message>
  <message>
   <source>Reading book</source>
   <translation>表册号</translation>
  </message>
  <message>
   <source>Contract number</source>
   <translation>合同号</translation>
  </message>
  <message>
   <source>Meter box</source>
   <translation>表箱号</translation>
  </message>
  <message>
   <source>Slot in the box</source>
   <translation>箱内表位</translation>
  </message>
  <message>
   <source>Remarks</source>
   <translation>备注</translation>
  </message>
  <message>
   <source>{sheet}, header in row {row}</source>
   <translation>{sheet}，表头在第 {row} 行</translation>
  </message>
  <message>
   <source>— not used —</source>
   <translation>— 不用 —</translation>
  </message>
  <message>
   <source>What the list is</source>
   <translation>清单种类</translation>
  </message>
  <message>
   <source>Choose a file…</source>
   <translation>选择文件…</translation>
  </message>
  <message>
   <source>Applying…</source>
   <translation>正在登记…</translation>
  </message>
  <message>
   <source>{count} lines applied. Undo takes them back.</source>
   <translation>已登记 {count} 行，可撤销。</translation>
  </message>
  <message>
   <source>A list from the water or power company</source>
   <translation>供水、供电企业的清单</translation>
  </message>
  <message>
   <source>Exchanged meters, account numbers, or a list to check against before a handover. Every line is matched by account, meter number and address; nothing changes before you say so.</source>
   <translation>装拆表清单、户号清单，或移交前核对用的清单。每一行按户号、表号、地址对应到户，确认之前不改任何内容。</translation>
  </message>
  <message>
   <source>Matching…</source>
   <translation>正在对应…</translation>
  </message>
  <message>
   <source>Headings…</source>
   <translation>列对应…</translation>
  </message>
  <message>
   <source>Another file…</source>
   <translation>换一个文件…</translation>
  </message>
  <message>
   <source>Exchanged meters</source>
   <translation>装拆表清单</translation>
  </message>
  <message>
   <source>Account numbers</source>
   <translation>户号清单</translation>
  </message>
  <message>
   <source>Pre-check before handover</source>
   <translation>移交前预核对</translation>
  </message>
  <message>
   <source>Lines</source>
   <translation>清单行</translation>
  </message>
  <message>
   <source>It is this one</source>
   <translation>就是这一户</translation>
  </message>
  <message>
   <source>Apply it / leave it</source>
   <translation>登记 / 不登记</translation>
  </message>
  <message>
   <source>Reason for what is odd</source>
   <translation>与台账不符的原因</translation>
  </message>
  <message>
   <source>{ready} ready, {ask} need a reason, {open} need a household, {blocked} cannot be applied, {done} done before, {skipped} rows are no lines.</source>
   <translation>可登记 {ready} 行，需说明原因 {ask} 行，需指定住户 {open} 行，不能登记 {blocked} 行，已办 {done} 行，另有 {skipped} 行不是数据。</translation>
  </message>
  <message>
   <source>Apply {count} lines</source>
   <translation>登记 {count} 行</translation>
  </message>
  <message>
   <source>All lines ({count})</source>
   <translation>全部 ({count})</translation>
  </message>
  <message>
   <source>{count} cells could not be read, in rows {rows}.</source>
   <translation>有 {count} 处看不懂，在第 {rows} 行。</translation>
  </message>
  <message>
   <source>This line is about</source>
   <translation>这一行是</translation>
  </message>
  <message>
   <source>✎ whose is it?</source>
   <translation>✎ 请指定住户</translation>
  </message>
  <message>
   <source>? needs a reason</source>
   <translation>? 需说明原因</translation>
  </message>
  <message>
   <source>✕ cannot be applied</source>
   <translation>✕ 不能登记</translation>
  </message>
  <message>
   <source>✓ ready</source>
   <translation>✓ 可登记</translation>
  </message>
  <message>
   <source>done before</source>
   <translation>已办</translation>
  </message>
  <message>
   <source>To be applied</source>
   <translation>登记</translation>
  </message>
  <message>
   <source>Row</source>
   <translation>行</translation>
  </message>
  <message>
   <source>In the ledger</source>
   <translation>台账</translation>
  </message>
  <message>
   <source>In the list</source>
   <translation>清单</translation>
  </message>
  <message>
   <source>Standing</source>
   <translation>状态</translation>
  </message>
  <message>
   <source>Address</source>
   <translation>地址</translation>
  </message>
  <message>
   <source>Our meter</source>
   <translation>本方表号</translation>
  </message>
  <message>
   <source>Their meter</source>
   <translation>对方表号</translation>
  </message>
  <message>
   <source>Our account</source>
   <translation>本方户号</translation>
  </message>
  <message>
   <source>Their account</source>
   <translation>对方户号</translation>
  </message>
  <message>
   <source>;</source>
   <translation>；</translation>
  </message>
  <message>
   <source>Quarters to export</source>
   <translation>要导出的小区</translation>
  </message>
  <message>
   <source>Wanted back by</source>
   <translation>请对方交回的日期</translation>
  </message>
  <message>
   <source>Open the folder</source>
   <translation>打开所在文件夹</translation>
  </message>
  <message>
   <source>Earlier workbooks</source>
   <translation>以前的报区工作簿</translation>
  </message>
  <message>
   <source>No workbook has been written yet.</source>
   <translation>还没有导出过工作簿。</translation>
  </message>
  <message>
   <source>Write the workbook…</source>
   <translation>导出工作簿…</translation>
  </message>
  <message>
   <source>Written: {path}, {households} households</source>
   <translation>已导出 {households} 户：{path}</translation>
  </message>
  <message>
   <source>Written</source>
   <translation>导出日期</translation>
  </message>
  <message>
   <source>Export no.</source>
   <translation>导出编号</translation>
  </message>
  <message>
   <source>Quarters in it</source>
   <translation>范围</translation>
  </message>
  <message>
   <source>Back by</source>
   <translation>应交回</translation>
  </message>
  <message>
   <source>Came back</source>
   <translation>交回</translation>
  </message>
  <message>
   <source>Choose quarters, or none for all</source>
   <translation>选择小区；不选就是全部</translation>
  </message>
  <message>
   <source>{name}, {count} households</source>
   <translation>{name}，{count} 户</translation>
  </message>
  <message>
   <source>met</source>
   <translation>达标</translation>
  </message>
  <message>
   <source>not met</source>
   <translation>未达标</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>不明</translation>
  </message>
  <message>
   <source>not visited</source>
   <translation>未访</translation>
  </message>
  <message>
   <source>refused</source>
   <translation>拒访</translation>
  </message>
  <message>
   <source>{label} {owner}: {visit}, water {water}, electricity {power}</source>
   <translation>{label} {owner}：{visit}，水{water}，电{power}</translation>
  </message>
  <message>
   <source>nobody home, tried {times} times</source>
   <translation>无人，已敲门 {times} 次</translation>
  </message>
  <message>
   <source>shop</source>
   <translation>门面</translation>
  </message>
  <message>
   <source>, </source>
   <translation>，</translation>
  </message>
  <message>
   <source>consent open</source>
   <translation>意愿未定</translation>
  </message>
  <message>
   <source>consent in part</source>
   <translation>意愿只定一项</translation>
  </message>
  <message>
   <source>consents to both</source>
   <translation>水电都同意</translation>
  </message>
  <message>
   <source>does not consent</source>
   <translation>不同意</translation>
  </message>
  <message>
   <source>Unit {number}</source>
   <translation>{number}单元</translation>
  </message>
  <message>
   <source>{door}; {count} doors selected</source>
   <translation>{door}；已选 {count} 户</translation>
  </message>
  <message>
   <source>Legend</source>
   <translation>图例</translation>
  </message>
  <message>
   <source>Water met</source>
   <translation>水达标</translation>
  </message>
  <message>
   <source>Electricity met</source>
   <translation>电达标</translation>
  </message>
  <message>
   <source>Not met</source>
   <translation>未达标</translation>
  </message>
  <message>
   <source>Unknown</source>
   <translation>不明</translation>
  </message>
  <message>
   <source>Not visited</source>
   <translation>未访</translation>
  </message>
  <message>
   <source>Refused</source>
   <translation>拒绝</translation>
  </message>
  <message>
   <source>Visited</source>
   <translation>已访</translation>
  </message>
  <message>
   <source>Nobody home, times tried</source>
   <translation>无人（次数）</translation>
  </message>
  <message>
   <source>By phone</source>
   <translation>电话/代办</translation>
  </message>
  <message>
   <source>Consents</source>
   <translation>同意</translation>
  </message>
  <message>
   <source>Consents in part</source>
   <translation>只定一项</translation>
  </message>
  <message>
   <source>Does not consent</source>
   <translation>不同意</translation>
  </message>
  <message>
   <source>Shop</source>
   <translation>门面</translation>
  </message>
  <message>
   <source>Move the drawing</source>
   <translation>移动图</translation>
  </message>
  <message>
   <source>Elevation of the building</source>
   <translation>楼栋立面</translation>
  </message>
  <message>
   <source>To decide</source>
   <translation>待裁决</translation>
  </message>
  <message>
   <source>Household list in</source>
   <translation>住户名册</translation>
  </message>
  <message>
   <source>Workbook to the district</source>
   <translation>报区工作簿</translation>
  </message>
  <message>
   <source>Workbook back</source>
   <translation>回传合并</translation>
  </message>
  <message>
   <source>Their own forms</source>
   <translation>对方表样</translation>
  </message>
  <message>
   <source>Parcels</source>
   <translation>交换包</translation>
  </message>
  <message>
   <source>Companies' lists</source>
   <translation>公司清单</translation>
  </message>
  <message>
   <source>Own wording…</source>
   <translation>本办表样…</translation>
  </message>
  <message>
   <source>Archive package…</source>
   <translation>归档包…</translation>
  </message>
  <message>
   <source>Verify a file…</source>
   <translation>验别的文件…</translation>
  </message>
  <message>
   <source>No quarters yet</source>
   <translation>还没有小区</translation>
  </message>
  <message>
   <source>They come with the household list from Excel.</source>
   <translation>导入 Excel 住户名册后就有了。</translation>
  </message>
  <message>
   <source>There is nothing yet that this form could be about.</source>
   <translation>本小区还没有可以出这种表单的事项。</translation>
  </message>
  <message>
   <source>Drawing the form…</source>
   <translation>正在制作表单…</translation>
  </message>
  <message>
   <source>Issued {number}. Print it, sign and seal it.</source>
   <translation>已出单 {number}。请打印、签字、盖章。</translation>
  </message>
  <message>
   <source>Packing…</source>
   <translation>正在打包…</translation>
  </message>
  <message>
   <source>Printed. Signed and sealed, it is filed here.</source>
   <translation>已打印。签字盖章后在这里登记归档。</translation>
  </message>
  <message>
   <source>Sign and seal…</source>
   <translation>签字盖章…</translation>
  </message>
  <message>
   <source>{count} lines returned; they are defects now.</source>
   <translation>退回 {count} 行，已登记为整改问题。</translation>
  </message>
  <message>
   <source>{files} files packed: {name}. It holds personal data: keep it safe.</source>
   <translation>已打包 {files} 件：{name}。包内有个人信息，请妥善保管。</translation>
  </message>
  <message>
   <source>Every line is accepted.</source>
   <translation>各行均已接收。</translation>
  </message>
  <message>
   <source>The file is not in the folder any more.</source>
   <translation>文件已不在文件夹里。</translation>
  </message>
  <message>
   <source>Day of the handover</source>
   <translation>移交日期</translation>
  </message>
  <message>
   <source>Not now</source>
   <translation>先不做</translation>
  </message>
  <message>
   <source>Reason for voiding</source>
   <translation>作废原因</translation>
  </message>
  <message>
   <source>To whom, or a note</source>
   <translation>交给谁，或说明</translation>
  </message>
  <message>
   <source>Void this form</source>
   <translation>作废这份表单</translation>
  </message>
  <message>
   <source>Note the handover</source>
   <translation>登记移交</translation>
  </message>
  <message>
   <source>The number stays listed as void and is never given again.</source>
   <translation>作废后编号仍留在清单里，不会再用。</translation>
  </message>
  <message>
   <source>Handed over with all its papers:</source>
   <translation>连同全部资料已移交：</translation>
  </message>
  <message>
   <source>That is no day; write it as 2026-03-05.</source>
   <translation>日期写得不对，请写成 2026-03-05。</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>已停止。</translation>
  </message>
  <message>
   <source>Draft, not issued</source>
   <translation>草稿</translation>
  </message>
  <message>
   <source>Issued forms</source>
   <translation>已出的表单</translation>
  </message>
  <message>
   <source>Form, number or state</source>
   <translation>按名称或编号查</translation>
  </message>
  <message>
   <source>Sign several…</source>
   <translation>批量签署…</translation>
  </message>
  <message>
   <source>History of the form</source>
   <translation>表单经过</translation>
  </message>
  <message>
   <source>Hand over…</source>
   <translation>移交…</translation>
  </message>
  <message>
   <source>Correct…</source>
   <translation>更正…</translation>
  </message>
  <message>
   <source>Checked list…</source>
   <translation>核对结果…</translation>
  </message>
  <message>
   <source>Completing list…</source>
   <translation>补充清单…</translation>
  </message>
  <message>
   <source>Void…</source>
   <translation>作废…</translation>
  </message>
  <message>
   <source>Verify</source>
   <translation>验签</translation>
  </message>
  <message>
   <source>Form number</source>
   <translation>编号</translation>
  </message>
  <message>
   <source>Issued in this quarter: {count}</source>
   <translation>本小区已出单 {count} 份</translation>
  </message>
  <message>
   <source>Nothing issued yet. A draft can be looked at any time; it has no number.</source>
   <translation>还没有出过单。草稿随时可以看，没有编号。</translation>
  </message>
  <message>
   <source>Notices that stop supply are printed and posted; they are not signed here.</source>
   <translation>停水停电停气通知只能打印张贴，不做电子签名。</translation>
  </message>
  <message>
   <source>About</source>
   <translation>所指事项</translation>
  </message>
  <message>
   <source>Reference number, from the register</source>
   <translation>发文字号（按发文登记簿填）</translation>
  </message>
  <message>
   <source>See the draft</source>
   <translation>看草稿</translation>
  </message>
  <message>
   <source>Issue</source>
   <translation>正式出单</translation>
  </message>
  <message>
   <source>A form of its own</source>
   <translation>另出一份</translation>
  </message>
  <message>
   <source>Corrects {number}</source>
   <translation>更正 {number}</translation>
  </message>
  <message>
   <source>Completes {number}</source>
   <translation>补充 {number}</translation>
  </message>
  <message>
   <source>; and {count} more, see Stages</source>
   <translation>；另有 {count} 项，见“环节”页</translation>
  </message>
  <message>
   <source>Another paper is in front. See the draft first.</source>
   <translation>右边是另一份，请先看草稿再出单。</translation>
  </message>
  <message>
   <source>New form</source>
   <translation>新出</translation>
  </message>
  <message>
   <source>Cannot be issued yet: </source>
   <translation>还不能出单：</translation>
  </message>
  <message>
   <source>It has no number: print it, it need not be issued.</source>
   <translation>此表不编号，直接打印即可，不用出单。</translation>
  </message>
  <message>
   <source>Nothing is missing.</source>
   <translation>资料齐全，可以出单。</translation>
  </message>
  <message>
   <source>Saved as {name}</source>
   <translation>已保存为 {name}</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>另存为…</translation>
  </message>
  <message>
   <source>Printing…</source>
   <translation>正在打印…</translation>
  </message>
  <message>
   <source>{count} pages sent to the printer</source>
   <translation>已送打印机 {count} 页</translation>
  </message>
  <message>
   <source>The printer does not answer. Look whether it is on, or save a PDF.</source>
   <translation>打印机没有响应。请看看是否开机，或者先存为 PDF。</translation>
  </message>
  <message>
   <source>Word document</source>
   <translation>Word 文档</translation>
  </message>
  <message>
   <source>No household chosen</source>
   <translation>还没有选中住户</translation>
  </message>
  <message>
   <source>Choose a household in the list, or press Ctrl+K and type a name or number.</source>
   <translation>在表里点一户，或按 Ctrl+K 输入姓名、表号。</translation>
  </message>
  <message>
   <source>Record a water meter</source>
   <translation>登记水表</translation>
  </message>
  <message>
   <source>Record an electricity meter</source>
   <translation>登记电能表</translation>
  </message>
  <message>
   <source>← Previous</source>
   <translation>← 上一户</translation>
  </message>
  <message>
   <source>Next →</source>
   <translation>下一户 →</translation>
  </message>
  <message>
   <source>History</source>
   <translation>经过</translation>
  </message>
  <message>
   <source>Water meter</source>
   <translation>水表</translation>
  </message>
  <message>
   <source>Electricity meter</source>
   <translation>电能表</translation>
  </message>
  <message>
   <source>Looking…</source>
   <translation>正在查找…</translation>
  </message>
  <message>
   <source>{count} households</source>
   <translation>{count} 户</translation>
  </message>
  <message>
   <source>Columns…</source>
   <translation>选择列…</translation>
  </message>
  <message>
   <source>Change many…</source>
   <translation>批量修改…</translation>
  </message>
  <message>
   <source>Hide card</source>
   <translation>收起户卡</translation>
  </message>
  <message>
   <source>Show card</source>
   <translation>显示户卡</translation>
  </message>
  <message>
   <source>No households here yet</source>
   <translation>这里还没有住户</translation>
  </message>
  <message>
   <source>Bring in a household list from Excel, or choose another quarter on the left.</source>
   <translation>从 Excel 导入住户名册，或在左边换一个小区。</translation>
  </message>
  <message>
   <source>No household is like that</source>
   <translation>没有符合条件的户</translation>
  </message>
  <message>
   <source>Nothing fits all the conditions above. Take one away, or show all.</source>
   <translation>没有一户同时符合上面的条件。请去掉一个条件，或全部显示。</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Copying…</source>
   <translation>正在复制…</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>已复制</translation>
  </message>
  <message>
   <source>{count} cells chosen</source>
   <translation>选中 {count} 格</translation>
  </message>
  <message>
   <source>{count} filled in</source>
   <translation>已填 {count} 格</translation>
  </message>
  <message>
   <source>Choose the cell to copy and those below it first.</source>
   <translation>请先选中要复制的格和它下面的格。</translation>
  </message>
  <message>
   <source>There is no text on the clipboard.</source>
   <translation>剪贴板里没有文字。</translation>
  </message>
  <message>
   <source>Choose one rectangle of cells first.</source>
   <translation>请先选中一整块单元格。</translation>
  </message>
  <message>
   <source>sum {sum}</source>
   <translation>合计 {sum}</translation>
  </message>
  <message>
   <source>Not stored yet</source>
   <translation>尚未保存</translation>
  </message>
  <message>
   <source>Written. Ctrl+Z takes it back.</source>
   <translation>已写入，按 Ctrl+Z 可以撤销。</translation>
  </message>
  <message>
   <source>Own filter</source>
   <translation>自定义筛选</translation>
  </message>
  <message>
   <source>Filter kept: {name}</source>
   <translation>已保存筛选：{name}</translation>
  </message>
  <message>
   <source>Filter deleted: {name}</source>
   <translation>已删除筛选：{name}</translation>
  </message>
  <message>
   <source>Locked</source>
   <translation>已锁定</translation>
  </message>
  <message>
   <source>Unlock</source>
   <translation>解锁</translation>
  </message>
  <message>
   <source>Sign in with the passphrase</source>
   <translation>用口令登录</translation>
  </message>
  <message>
   <source>Sign in</source>
   <translation>登录</translation>
  </message>
  <message>
   <source>Operator</source>
   <translation>操作员</translation>
  </message>
  <message>
   <source>Passphrase</source>
   <translation>口令</translation>
  </message>
  <message>
   <source>Open the ledger</source>
   <translation>打开台账</translation>
  </message>
  <message>
   <source>Bring the records back from the backup</source>
   <translation>从备份找回记录</translation>
  </message>
  <message>
   <source>Another ledger…</source>
   <translation>换一本台账…</translation>
  </message>
  <message>
   <source>Bringing back…</source>
   <translation>正在找回…</translation>
  </message>
  <message>
   <source>Readings</source>
   <translation>抄表</translation>
  </message>
  <message>
   <source>{count} meters hung below it</source>
   <translation>已挂接 {count} 块表</translation>
  </message>
  <message>
   <source>Master meters</source>
   <translation>总表</translation>
  </message>
  <message>
   <source>← Quarters</source>
   <translation>← 小区</translation>
  </message>
  <message>
   <source>Meters</source>
   <translation>表</translation>
  </message>
  <message>
   <source>Hang below it</source>
   <translation>挂到它下面</translation>
  </message>
  <message>
   <source>Take off</source>
   <translation>取下</translation>
  </message>
  <message>
   <source>Master meters: {quarter}</source>
   <translation>总表 · {quarter}</translation>
  </message>
  <message>
   <source>No meters yet</source>
   <translation>还没有表</translation>
  </message>
  <message>
   <source>Record the master meter of the quarter or of a building; then hang the household meters below it.</source>
   <translation>先登记小区或楼栋的总表，再把户表挂到它下面。</translation>
  </message>
  <message>
   <source>Choose meters in the tree, and the meter they hang below.</source>
   <translation>先在树里选表，再选它们的上级表。</translation>
  </message>
  <message>
   <source>{count} meters taken off</source>
   <translation>已取下 {count} 块表</translation>
  </message>
  <message>
   <source>{count} meters chosen</source>
   <translation>已选 {count} 块表</translation>
  </message>
  <message>
   <source>To decide…</source>
   <translation>去裁决…</translation>
  </message>
  <message>
   <source>Take this merge back</source>
   <translation>撤销这次合并</translation>
  </message>
  <message>
   <source>Merge another workbook…</source>
   <translation>合并另一张表…</translation>
  </message>
  <message>
   <source>What was left open waits under To decide; a later merge does not forget it.</source>
   <translation>没定的已放到“待裁决”，以后合并也不会丢。</translation>
  </message>
  <message>
   <source>Nothing is left open.</source>
   <translation>没有留下未定的事项。</translation>
  </message>
  <message>
   <source>I have looked at it</source>
   <translation>我看过了</translation>
  </message>
  <message>
   <source>I have looked at it: {text}</source>
   <translation>我看过了：{text}</translation>
  </message>
  <message>
   <source>Look at it</source>
   <translation>看这一列</translation>
  </message>
  <message>
   <source>Look at {column}</source>
   <translation>看“{column}”这一列</translation>
  </message>
  <message>
   <source>Merge</source>
   <translation>合并</translation>
  </message>
  <message>
   <source>Mark the cells in a copy…</source>
   <translation>标出问题单元格…</translation>
  </message>
  <message>
   <source>Comparing…</source>
   <translation>正在比对…</translation>
  </message>
  <message>
   <source>Merging…</source>
   <translation>正在合并…</translation>
  </message>
  <message>
   <source>Choose another file…</source>
   <translation>换一个文件…</translation>
  </message>
  <message>
   <source>Marking…</source>
   <translation>正在标注…</translation>
  </message>
  <message>
   <source>Merge a returned workbook</source>
   <translation>合并区里退回的工作簿</translation>
  </message>
  <message>
   <source>Choose the file that came back, or drop it here. You see every change first; nothing is written before you press Merge.</source>
   <translation>选择收到的表格，或直接拖到这里。先看清每一处改动，按“合并”之前台账不变。</translation>
  </message>
  <message>
   <source>Your decisions on this file are still here.</source>
   <translation>上次对这份文件的决定还在，接着做即可。</translation>
  </message>
  <message>
   <source>marked</source>
   <translation>标注</translation>
  </message>
  <message>
   <source>{count} cells marked in {name}</source>
   <translation>已在 {name} 中标出 {count} 个单元格</translation>
  </message>
  <message>
   <source>The merge was taken back</source>
   <translation>合并已撤销</translation>
  </message>
  <message>
   <source>Nobody home</source>
   <translation>无人</translation>
  </message>
  <message>
   <source>{name}: {done} of {all} done, {refused} refused</source>
   <translation>{name}：{all} 户中已完成 {done} 户，拒访 {refused} 户</translation>
  </message>
  <message>
   <source>All buildings of the quarter</source>
   <translation>小区所有楼栋</translation>
  </message>
  <message>
   <source>Paper and photos</source>
   <translation>纸质与照片</translation>
  </message>
  <message>
   <source>Print household sheets…</source>
   <translation>打印入户调查表…</translation>
  </message>
  <message>
   <source>File and type back scans…</source>
   <translation>扫描件归档与回录…</translation>
  </message>
  <message>
   <source>Phone photos…</source>
   <translation>手机照片…</translation>
  </message>
  <message>
   <source>End of the day…</source>
   <translation>收工…</translation>
  </message>
  <message>
   <source>this laptop</source>
   <translation>本机</translation>
  </message>
  <message>
   <source>enrolled</source>
   <translation>已登记</translation>
  </message>
  <message>
   <source>revoked</source>
   <translation>已停用</translation>
  </message>
  <message>
   <source>none yet</source>
   <translation>尚未收到</translation>
  </message>
  <message>
   <source>not known yet</source>
   <translation>尚不清楚</translation>
  </message>
  <message>
   <source>{count} operations</source>
   <translation>{count} 项操作</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>无</translation>
  </message>
  <message>
   <source>Laptops of the office</source>
   <translation>本单位电脑</translation>
  </message>
  <message>
   <source>Code of this laptop</source>
   <translation>本机登记码</translation>
  </message>
  <message>
   <source>Code of the other laptop</source>
   <translation>另一台电脑的登记码</translation>
  </message>
  <message>
   <source>Paste the code of the other laptop</source>
   <translation>粘贴另一台电脑的登记码</translation>
  </message>
  <message>
   <source>Enrol</source>
   <translation>登记</translation>
  </message>
  <message>
   <source>Revoke a lost laptop…</source>
   <translation>停用丢失的电脑…</translation>
  </message>
  <message>
   <source>Save the code…</source>
   <translation>保存登记码…</translation>
  </message>
  <message>
   <source>From a file…</source>
   <translation>从文件读取…</translation>
  </message>
  <message>
   <source>Revoke it</source>
   <translation>停用</translation>
  </message>
  <message>
   <source>Enrolled. Compare on its screen: check number {check}</source>
   <translation>已登记。请与该电脑屏幕上的核对码比对：{check}</translation>
  </message>
  <message>
   <source>{name} is revoked</source>
   <translation>{name} 已停用</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>名称</translation>
  </message>
  <message>
   <source>Check number</source>
   <translation>核对码</translation>
  </message>
  <message>
   <source>Its last work here</source>
   <translation>最近登记（已到本机）</translation>
  </message>
  <message>
   <source>Its last parcel</source>
   <translation>最近交换包</translation>
  </message>
  <message>
   <source>Has not seen yet</source>
   <translation>尚未看到</translation>
  </message>
  <message>
   <source>Its parcels are refused from now on, under every device id. What it sent before stays. Other laptops of the office hear of it with the next parcel. The lost laptop still opens its own copy of the ledger with the passphrases of that day: change them.</source>
   <translation>今后不再接收它的交换包，换了设备编号也不接收；它以前交来的数据保留。本单位其他电脑在收到下一个交换包后也会停用它。丢失的电脑仍能用当时的口令打开它自己那份台账，请更换口令。</translation>
  </message>
  <message>
   <source>Keep it</source>
   <translation>先不停用</translation>
  </message>
  <message>
   <source>Revoke {name} ({check})?</source>
   <translation>停用 {name}（{check}）？</translation>
  </message>
  <message>
   <source>Enrol another laptop</source>
   <translation>登记另一台电脑</translation>
  </message>
  <message>
   <source>Only the leader enrols and revokes laptops.</source>
   <translation>只有负责人可以登记或停用电脑。</translation>
  </message>
  <message>
   <source>laptop-code</source>
   <translation>电脑登记码</translation>
  </message>
  <message>
   <source>(no name yet)</source>
   <translation>（尚无名称）</translation>
  </message>
  <message>
   <source>The file cannot be written; check the stick.</source>
   <translation>文件写不进去，请检查 U 盘。</translation>
  </message>
  <message>
   <source>1. Here: Back up to a stick.</source>
   <translation>1. 在本机点“备份到 U 盘”。</translation>
  </message>
  <message>
   <source>2. On the new laptop: the first page, Restore a backup on this laptop.</source>
   <translation>2. 在新电脑的首页点“在这台电脑上恢复备份”。</translation>
  </message>
  <message>
   <source>3. There: sign in, open this page, save the code onto the stick.</source>
   <translation>3. 在新电脑登录，打开本页，把登记码保存到 U 盘。</translation>
  </message>
  <message>
   <source>4. Here, as leader: Enrol another laptop, From a file; compare the check number.</source>
   <translation>4. 负责人回到本机：登记另一台电脑，从文件读取，并核对两边的核对码。</translation>
  </message>
  <message>
   <source>For which laptop</source>
   <translation>给哪台电脑</translation>
  </message>
  <message>
   <source>Writing the parcel…</source>
   <translation>正在写交换包…</translation>
  </message>
  <message>
   <source>Looking into the parcel…</source>
   <translation>正在查看交换包…</translation>
  </message>
  <message>
   <source>Taking the parcel…</source>
   <translation>正在接收交换包…</translation>
  </message>
  <message>
   <source>Backing up…</source>
   <translation>正在备份…</translation>
  </message>
  <message>
   <source>all laptops</source>
   <translation>全部电脑</translation>
  </message>
  <message>
   <source>Make a parcel…</source>
   <translation>生成交换包…</translation>
  </message>
  <message>
   <source>Take a parcel…</source>
   <translation>接收交换包…</translation>
  </message>
  <message>
   <source>Back up to a stick…</source>
   <translation>备份到 U 盘…</translation>
  </message>
  <message>
   <source>Stopped; nothing was changed.</source>
   <translation>已停止，没有改变任何数据。</translation>
  </message>
  <message>
   <source>By USB stick</source>
   <translation>用 U 盘交换</translation>
  </message>
  <message>
   <source>parcel</source>
   <translation>交换包</translation>
  </message>
  <message>
   <source>Backup written and proven: {path}</source>
   <translation>备份已写入并核验：{path}</translation>
  </message>
  <message>
   <source>For</source>
   <translation>给</translation>
  </message>
  <message>
   <source>A new laptop joins in four steps</source>
   <translation>新电脑加入的四个步骤</translation>
  </message>
  <message>
   <source>What it brings</source>
   <translation>包里的内容</translation>
  </message>
  <message>
   <source>Take the parcel</source>
   <translation>接收</translation>
  </message>
  <message>
   <source>New</source>
   <translation>新增</translation>
  </message>
  <message>
   <source>Changed</source>
   <translation>修改</translation>
  </message>
  <message>
   <source>Deleted</source>
   <translation>删除</translation>
  </message>
  <message>
   <source>(whole office)</source>
   <translation>（全单位）</translation>
  </message>
  <message>
   <source>Set for the chosen quarters</source>
   <translation>设定选中的小区</translation>
  </message>
  <message>
   <source>Empty means the year after, for a move.</source>
   <translation>调到其他年度时，不填就是下一年。</translation>
  </message>
  <message>
   <source>Empty means today.</source>
   <translation>不填就是今天。</translation>
  </message>
  <message>
   <source>Adjust the chosen quarters</source>
   <translation>调整选中的小区</translation>
  </message>
  <message>
   <source>{quarters} chosen, {households} households</source>
   <translation>已选 {quarters} 个小区，{households} 户</translation>
  </message>
  <message>
   <source>Choose quarters in the table above; Ctrl or Shift chooses several.</source>
   <translation>请在上面的表里选小区；按住 Ctrl 或 Shift 可选多个。</translation>
  </message>
  <message>
   <source>Approved on</source>
   <translation>批复日期</translation>
  </message>
  <message>
   <source>Move to another year or batch</source>
   <translation>调到其他年度或批次</translation>
  </message>
  <message>
   <source>Withdraw from the plan</source>
   <translation>调出计划</translation>
  </message>
  <message>
   <source>Add to an issued plan</source>
   <translation>增列入计划</translation>
  </message>
  <message>
   <source>Whether it is in warranty is not known: no acceptance, or no day.</source>
   <translation>是否在质保期内尚不清楚：没有验收结论，或没有发现日期。</translation>
  </message>
  <message>
   <source>One household, one meter: {now} now; before {before} of {known} doors seen.</source>
   <translation>一户一表率：现在{now}；改造前{before}（按施工前看过的{known}户算）。</translation>
  </message>
  <message>
   <source>Accounts opened: {opened} of {meters} households with a meter of their own ({share}).</source>
   <translation>已开户：{opened}户，占单独装表{meters}户的{share}。</translation>
  </message>
  <message>
   <source>Charged by the company itself: {charged} of {households} households ({share}).</source>
   <translation>企业直接收费：{charged}户，占全部{households}户的{share}。</translation>
  </message>
  <message>
   <source>Found on {day}, after the warranty ended on {end}.</source>
   <translation>{day}发现，质保期已于{end}届满。</translation>
  </message>
  <message>
   <source>Found on {day}, before the acceptance on {accepted}.</source>
   <translation>{day}发现，早于{accepted}的验收。</translation>
  </message>
  <message>
   <source>In warranty until {end}.</source>
   <translation>在质保期内（至{end}）。</translation>
  </message>
  <message>
   <source>not known</source>
   <translation>情况不明</translation>
  </message>
  <message>
   <source>Count the warranty from this paper</source>
   <translation>质保期从这份资料起算</translation>
  </message>
  <message>
   <source>Before: what the survey wrote down before the works began. Doors that nobody saw before the works are left out of it.</source>
   <translation>改造前：取施工开始前入户调查登记的计量现状；施工前没有看过的户不计入。</translation>
  </message>
  <message>
   <source>Not accepted yet: the warranty begins with the acceptance.</source>
   <translation>尚未验收，质保期自验收合格之日起算。</translation>
  </message>
  <message>
   <source>No acceptance is decided. A completion paper is dated {day}.</source>
   <translation>还没有验收结论。竣工资料日期：{day}。</translation>
  </message>
  <message>
   <source>Warranty until {end}, from the completion paper of {day}.</source>
   <translation>质保期至{end}（自{day}竣工资料起算）。</translation>
  </message>
  <message>
   <source>Accepted on {day}; warranty until {end}.</source>
   <translation>{day}验收合格，质保期至{end}。</translation>
  </message>
  <message>
   <source>Defects in warranty</source>
   <translation>质保期内问题</translation>
  </message>
  <message>
   <source>Long-term management</source>
   <translation>长效管理</translation>
  </message>
  <message>
   <source>Committee</source>
   <translation>业委会</translation>
  </message>
  <message>
   <source>Members</source>
   <translation>成员</translation>
  </message>
  <message>
   <source>Application for maintenance funds</source>
   <translation>维修资金申请</translation>
  </message>
  <message>
   <source>Write what you have. What is left empty is listed as absent, blocks nothing.</source>
   <translation>有什么填什么；没有填的列为缺件，不影响进度。</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>返回</translation>
  </message>
  <message>
   <source>It already stood in {stage}: papers of before</source>
   <translation>录入时已在“{stage}”：以前各环节的资料</translation>
  </message>
  <message>
   <source> Papers on file already: {count}.</source>
   <translation>已登记的资料 {count} 份，不再列出。</translation>
  </message>
  <message>
   <source>Enter it in {stage}</source>
   <translation>补录到“{stage}”</translation>
  </message>
  <message>
   <source>Scans…</source>
   <translation>扫描件…</translation>
  </message>
  <message>
   <source>PDF files or photos of this paper</source>
   <translation>这份资料的 PDF 或照片</translation>
  </message>
  <message>
   <source>{count} scan files</source>
   <translation>已选 {count} 个扫描件</translation>
  </message>
  <message>
   <source>Photos and scans</source>
   <translation>照片和扫描件</translation>
  </message>
  <message>
   <source>File it</source>
   <translation>登记</translation>
  </message>
  <message>
   <source>Let it pass…</source>
   <translation>放行…</translation>
  </message>
  <message>
   <source>Why, and who agreed; it stays visible</source>
   <translation>写明理由和谁同意；一直可见</translation>
  </message>
  <message>
   <source>Reason of the override</source>
   <translation>放行理由</translation>
  </message>
  <message>
   <source>Let it pass with this reason</source>
   <translation>以此理由放行</translation>
  </message>
  <message>
   <source>Keep the gate</source>
   <translation>不放行</translation>
  </message>
  <message>
   <source>Complete it</source>
   <translation>去补齐</translation>
  </message>
  <message>
   <source>Close the audit</source>
   <translation>办结</translation>
  </message>
  <message>
   <source>Findings of the audit</source>
   <translation>审计问题</translation>
  </message>
  <message>
   <source>What the audit found</source>
   <translation>审计发现的问题</translation>
  </message>
  <message>
   <source>Add finding</source>
   <translation>添加问题</translation>
  </message>
  <message>
   <source>Cut: {amount} yuan ({share} %)</source>
   <translation>审减额：{amount} 元（{share}%）</translation>
  </message>
  <message>
   <source>Costs</source>
   <translation>造价</translation>
  </message>
  <message>
   <source>Amount = quantity × price</source>
   <translation>金额＝数量×单价</translation>
  </message>
  <message>
   <source>Trade</source>
   <translation>专业</translation>
  </message>
  <message>
   <source>Approved estimate: {amount} yuan</source>
   <translation>批准概算：{amount} 元</translation>
  </message>
  <message>
   <source>No approved estimate yet: record the review's amounts or the review itself.</source>
   <translation>还没有批准概算：请填写各项审定金额，或登记投资评审。</translation>
  </message>
  <message>
   <source>Enter {amount}: quantity × price</source>
   <translation>填入 {amount}（数量×单价）</translation>
  </message>
  <message>
   <source>All</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>Total</source>
   <translation>合计</translation>
  </message>
  <message>
   <source>Received {received} − paid {paid} − given back {returned} = left {left} yuan</source>
   <translation>到账 {received} − 支付 {paid} − 退回 {returned} = 结余 {left} 元</translation>
  </message>
  <message>
   <source>Sources of money</source>
   <translation>资金来源</translation>
  </message>
  <message>
   <source>May it be closed?</source>
   <translation>能否办结？</translation>
  </message>
  <message>
   <source>Account as a paper…</source>
   <translation>导出收支表…</translation>
  </message>
  <message>
   <source>Source of money</source>
   <translation>资金来源</translation>
  </message>
  <message>
   <source>Left in the account</source>
   <translation>结余</translation>
  </message>
  <message>
   <source>Account of the money</source>
   <translation>资金收支情况表</translation>
  </message>
  <message>
   <source>No money recorded yet.</source>
   <translation>还没有资金记录。</translation>
  </message>
  <message>
   <source>sources = approved estimate {amount}</source>
   <translation>来源合计＝批准概算 {amount}</translation>
  </message>
  <message>
   <source>The account may be closed.</source>
   <translation>账目可以办结。</translation>
  </message>
  <message>
   <source>It balances:</source>
   <translation>账平：</translation>
  </message>
  <message>
   <source>It does not balance:</source>
   <translation>账不平：</translation>
  </message>
  <message>
   <source>Shares</source>
   <translation>各户应缴</translation>
  </message>
  <message>
   <source>Way of payment</source>
   <translation>缴费方式</translation>
  </message>
  <message>
   <source>Reason of the waiver</source>
   <translation>减免原因</translation>
  </message>
  <message>
   <source>Record the payment</source>
   <translation>登记缴费</translation>
  </message>
  <message>
   <source>Take the waiver back</source>
   <translation>取消减免</translation>
  </message>
  <message>
   <source>Choose one in the list; it is paid for here.</source>
   <translation>在列表里选一户，在这里登记缴费。</translation>
  </message>
  <message>
   <source>hardship on record</source>
   <translation>（困难家庭）</translation>
  </message>
  <message>
   <source>As on the real receipt</source>
   <translation>照实际票据填写</translation>
  </message>
  <message>
   <source>Share due</source>
   <translation>应缴</translation>
  </message>
  <message>
   <source>Waived</source>
   <translation>减免</translation>
  </message>
  <message>
   <source>Still open</source>
   <translation>未缴</translation>
  </message>
  <message>
   <source>There is no share to waive.</source>
   <translation>没有可减免的应缴。</translation>
  </message>
  <message>
   <source>Pays for</source>
   <translation>缴费项目</translation>
  </message>
  <message>
   <source>Amount (yuan)</source>
   <translation>金额（元）</translation>
  </message>
  <message>
   <source>Number of the approval</source>
   <translation>减免审批号</translation>
  </message>
  <message>
   <source>Approved by</source>
   <translation>审批人</translation>
  </message>
  <message>
   <source>Receipt number</source>
   <translation>票据号</translation>
  </message>
  <message>
   <source>Payer</source>
   <translation>付款人</translation>
  </message>
  <message>
   <source>Payment</source>
   <translation>缴费</translation>
  </message>
  <message>
   <source>Waiver</source>
   <translation>减免</translation>
  </message>
  <message>
   <source>Refund</source>
   <translation>退费</translation>
  </message>
  <message>
   <source>Recorded. Undo takes it back.</source>
   <translation>已登记，可以撤销。</translation>
  </message>
  <message>
   <source>All that is open</source>
   <translation>全部未缴</translation>
  </message>
  <message>
   <source>Record the refund</source>
   <translation>登记退费</translation>
  </message>
  <message>
   <source>Record the waiver</source>
   <translation>登记减免</translation>
  </message>
  <message>
   <source>Cost price</source>
   <translation>成本价</translation>
  </message>
  <message>
   <source>Households' payments</source>
   <translation>各户缴费</translation>
  </message>
  <message>
   <source>Bank statement</source>
   <translation>银行对账</translation>
  </message>
  <message>
   <source>Reviews and audits</source>
   <translation>评审与审计</translation>
  </message>
  <message>
   <source>bank statement</source>
   <translation>银行流水</translation>
  </message>
  <message>
   <source>Payments</source>
   <translation>缴费记录</translation>
  </message>
  <message>
   <source>Enter the number</source>
   <translation>登记票据号</translation>
  </message>
  <message>
   <source>Remove this payment</source>
   <translation>删除这笔</translation>
  </message>
  <message>
   <source>Amount</source>
   <translation>金额</translation>
  </message>
  <message>
   <source>Receipt</source>
   <translation>票据号</translation>
  </message>
  <message>
   <source>Removed. Undo brings it back.</source>
   <translation>已删除，可撤销恢复。</translation>
  </message>
  <message>
   <source>How the shares are set</source>
   <translation>应缴金额的确定方式</translation>
  </message>
  <message>
   <source>Sum in yuan</source>
   <translation>总额（元）</translation>
  </message>
  <message>
   <source>To be paid by</source>
   <translation>缴费期限</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>预览</translation>
  </message>
  <message>
   <source>Set the shares</source>
   <translation>设定应缴</translation>
  </message>
  <message>
   <source>{new} shares new, {changed} changed, {gone} taken away, {kept} kept.</source>
   <translation>新增 {new} 项，变更 {changed} 项，取消 {gone} 项，不变 {kept} 项。</translation>
  </message>
  <message>
   <source>Then {count} households owe {total} yuan in all.</source>
   <translation>执行后 {count} 户应缴共 {total} 元。</translation>
  </message>
  <message>
   <source>Set {count} shares</source>
   <translation>设定 {count} 项应缴</translation>
  </message>
  <message>
   <source>By the cost price</source>
   <translation>按成本价</translation>
  </message>
  <message>
   <source>Divide a sum evenly</source>
   <translation>总额按户平均</translation>
  </message>
  <message>
   <source>Divide a sum by area</source>
   <translation>总额按面积分摊</translation>
  </message>
  <message>
   <source>What each household owes</source>
   <translation>每户应缴</translation>
  </message>
  <message>
   <source>Shares set. Undo takes them back.</source>
   <translation>应缴已设定，可以撤销。</translation>
  </message>
  <message>
   <source>Nothing would change: {count} households owe {total} yuan in all.</source>
   <translation>没有变化：{count} 户应缴共 {total} 元。</translation>
  </message>
  <message>
   <source>To be given back: {amount} yuan.</source>
   <translation>应退 {amount} 元。</translation>
  </message>
  <message>
   <source>to be paid by</source>
   <translation>缴费期限</translation>
  </message>
  <message>
   <source>Door, name or receipt number</source>
   <translation>门牌、姓名或票据号</translation>
  </message>
  <message>
   <source>Lists to print</source>
   <translation>导出名单</translation>
  </message>
  <message>
   <source>Received, for the notice board</source>
   <translation>自筹资金收取情况公示</translation>
  </message>
  <message>
   <source>Due {due} − waived {waived} − paid {paid} = still open {open} yuan</source>
   <translation>应缴 {due} − 减免 {waived} − 已缴 {paid} = 未缴 {open} 元</translation>
  </message>
  <message>
   <source>↩ give back</source>
   <translation>↩ 应退</translation>
  </message>
  <message>
   <source>✕ in arrears</source>
   <translation>✕ 逾期</translation>
  </message>
  <message>
   <source>○ open</source>
   <translation>○ 未缴清</translation>
  </message>
  <message>
   <source>✓ settled</source>
   <translation>✓ 已缴清</translation>
  </message>
  <message>
   <source>not joined</source>
   <translation>未参改</translation>
  </message>
  <message>
   <source>Owner</source>
   <translation>业主</translation>
  </message>
  <message>
   <source>Joins</source>
   <translation>参改</translation>
  </message>
  <message>
   <source>Has paid</source>
   <translation>已缴</translation>
  </message>
  <message>
   <source>Receipts</source>
   <translation>票据号</translation>
  </message>
  <message>
   <source>All households</source>
   <translation>全部住户</translation>
  </message>
  <message>
   <source>Not fully paid</source>
   <translation>未缴清</translation>
  </message>
  <message>
   <source>In arrears</source>
   <translation>逾期未缴</translation>
  </message>
  <message>
   <source>To be given money back</source>
   <translation>应退费</translation>
  </message>
  <message>
   <source>Nobody owes anything yet: set the cost price first.</source>
   <translation>还没有应缴金额：请先确定成本价。</translation>
  </message>
  <message>
   <source>To the cost price</source>
   <translation>去定成本价</translation>
  </message>
  <message>
   <source>Received, for the notice board (names masked)…</source>
   <translation>收取情况公示（姓名已隐去）…</translation>
  </message>
  <message>
   <source>Who has not fully paid, for collecting…</source>
   <translation>未缴清户名单（催缴用）…</translation>
  </message>
  <message>
   <source>Receipt numbers that stand on several receipts: {numbers}</source>
   <translation>票据号重复使用：{numbers}</translation>
  </message>
  <message>
   <source>All lines</source>
   <translation>全部流水</translation>
  </message>
  <message>
   <source>It is theirs</source>
   <translation>归这一户</translation>
  </message>
  <message>
   <source>Book it / leave it</source>
   <translation>入账／不入账</translation>
  </message>
  <message>
   <source>To be booked</source>
   <translation>入账</translation>
  </message>
  <message>
   <source>{sure} sure, {likely} to look at, {open} for you to say, {booked} booked before, {left} lines are no payments.</source>
   <translation>有把握 {sure} 笔，请核对 {likely} 笔，待您确定 {open} 笔，以前已入账 {booked} 笔；另有 {left} 行不是收款。</translation>
  </message>
  <message>
   <source>Book {count} lines, {sum} yuan</source>
   <translation>入账 {count} 笔，共 {sum} 元</translation>
  </message>
  <message>
   <source>Match a bank statement</source>
   <translation>导入银行流水对账</translation>
  </message>
  <message>
   <source>The list of movements as the bank gives it, Excel or CSV. Every line is matched by door, payer and amount; nothing is booked before you say so.</source>
   <translation>网银下载的交易明细，Excel 或 CSV 均可。逐笔按房号、付款人和金额比对；您确认之前不会入账。</translation>
  </message>
  <message>
   <source>{count} payments booked. Undo takes them back.</source>
   <translation>已入账 {count} 笔，可以撤销。</translation>
  </message>
  <message>
   <source>This line is paid for</source>
   <translation>这一笔是谁交的</translation>
  </message>
  <message>
   <source>What the payer wrote</source>
   <translation>摘要/附言</translation>
  </message>
  <message>
   <source>How sure</source>
   <translation>把握</translation>
  </message>
  <message>
   <source>✓ sure</source>
   <translation>✓ 有把握</translation>
  </message>
  <message>
   <source>? likely</source>
   <translation>? 很可能</translation>
  </message>
  <message>
   <source>✎ yours to say</source>
   <translation>✎ 待您确定</translation>
  </message>
  <message>
   <source>booked before</source>
   <translation>以前已入账</translation>
  </message>
  <message>
   <source>in the file twice</source>
   <translation>文件里重复</translation>
  </message>
  <message>
   <source>Amount cut</source>
   <translation>审减额</translation>
  </message>
  <message>
   <source>W.</source>
   <translation>水</translation>
  </message>
  <message>
   <source>E.</source>
   <translation>电</translation>
  </message>
  <message>
   <source>C.</source>
   <translation>公</translation>
  </message>
  <message>
   <source>Show it</source>
   <translation>查看</translation>
  </message>
  <message>
   <source>Minutes to print…</source>
   <translation>打印纪要…</translation>
  </message>
  <message>
   <source>Decisions of the chosen meeting</source>
   <translation>所选会议的议定事项</translation>
  </message>
  <message>
   <source>Minutes</source>
   <translation>会议纪要</translation>
  </message>
  <message>
   <source>Handing data to the companies needs an impact assessment before (PIPL art. 55) and a notice that says purpose, kinds and how long they are kept (art. 17). Records are kept for at least three years (art. 56).</source>
   <translation>向供水、供电企业提供个人信息前应做影响评估（个人信息保护法第五十五条），并告知处理目的、种类和保存期限（第十七条）；评估记录至少保存三年（第五十六条）。</translation>
  </message>
  <message>
   <source>Opinions and complaints</source>
   <translation>意见与投诉</translation>
  </message>
  <message>
   <source>Publicity</source>
   <translation>宣传与公示</translation>
  </message>
  <message>
   <source>Supervision orders</source>
   <translation>督办单</translation>
  </message>
  <message>
   <source>Pilot summary</source>
   <translation>试点总结</translation>
  </message>
  <message>
   <source>Joint conference</source>
   <translation>联席会议</translation>
  </message>
  <message>
   <source>Privacy records</source>
   <translation>个人信息保护</translation>
  </message>
  <message>
   <source>{count} received, {waiting} not answered yet, {late} of them late.</source>
   <translation>共收到{count}件，未答复{waiting}件，其中逾期{late}件。</translation>
  </message>
  <message>
   <source>No opinion or complaint is recorded.</source>
   <translation>还没有意见或投诉。</translation>
  </message>
  <message>
   <source>Order to print…</source>
   <translation>打印督办单…</translation>
  </message>
  <message>
   <source>Save the summary…</source>
   <translation>保存总结…</translation>
  </message>
  <message>
   <source> Content with the answer: {content} of {asked}.</source>
   <translation>回访{asked}件，满意和基本满意{content}件。</translation>
  </message>
  <message>
   <source>To be answered by {day} ({days} days after receipt unless a day is typed above).</source>
   <translation>应于{day}前答复（上面没有填办理时限时，为收到后{days}天）。</translation>
  </message>
  <message>
   <source>Supervision order</source>
   <translation>督办单</translation>
  </message>
  <message>
   <source>{count} days late</source>
   <translation>迟 {count} 天</translation>
  </message>
  <message>
   <source>✓ done</source>
   <translation>✓ 已完成</translation>
  </message>
  <message>
   <source>✓ let pass by the leader</source>
   <translation>✓ 负责人放行</translation>
  </message>
  <message>
   <source>▶ here now</source>
   <translation>▶ 正在这里</translation>
  </message>
  <message>
   <source>to come</source>
   <translation>未到</translation>
  </message>
  <message>
   <source>papers absent</source>
   <translation>有缺件</translation>
  </message>
  <message>
   <source>✓ before the ledger</source>
   <translation>✓ 建账前已完成</translation>
  </message>
  <message>
   <source>{stage} is over.</source>
   <translation>{stage}：已经完成。</translation>
  </message>
  <message>
   <source>Before the next stage, {count} things are missing:</source>
   <translation>进入下一环节，还差 {count} 项：</translation>
  </message>
  <message>
   <source>All six stages are complete.</source>
   <translation>六个环节全部完成。</translation>
  </message>
  <message>
   <source>{stage} is still to come.</source>
   <translation>{stage}：还没有到。</translation>
  </message>
  <message>
   <source>What happened</source>
   <translation>经过</translation>
  </message>
  <message>
   <source>Stage</source>
   <translation>环节</translation>
  </message>
  <message>
   <source>Day</source>
   <translation>日期</translation>
  </message>
  <message>
   <source>Incomplete, blocks nothing</source>
   <translation>资料不齐，不影响进度</translation>
  </message>
  <message>
   <source>It already stood in this stage</source>
   <translation>补录：本小区已到这一环节</translation>
  </message>
  <message>
   <source>Papers of the stages before are then listed as absent and block nothing</source>
   <translation>以前各环节的资料列为缺件，不再拦住</translation>
  </message>
  <message>
   <source>Papers</source>
   <translation>资料</translation>
  </message>
  <message>
   <source>Dates and who answers</source>
   <translation>期限与责任人</translation>
  </message>
  <message>
   <source>Absent, blocks nothing</source>
   <translation>缺件（不拦）</translation>
  </message>
  <message>
   <source>Let pass: {what}</source>
   <translation>已放行：{what}</translation>
  </message>
  <message>
   <source>{who}, {when}: {reason}</source>
   <translation>{who}，{when}：{reason}</translation>
  </message>
  <message>
   <source>Take the override back</source>
   <translation>撤回放行</translation>
  </message>
  <message>
   <source>Counts as: {choice}</source>
   <translation>计为：{choice}</translation>
  </message>
  <message>
   <source>{door}: {choice}</source>
   <translation>{door}：{choice}</translation>
  </message>
  <message>
   <source>No ballot yet: counts as not taking part</source>
   <translation>还没有票：计为未参与</translation>
  </message>
  <message>
   <source>Keep the ballot</source>
   <translation>保存表决票</translation>
  </message>
  <message>
   <source>Take the ballot away</source>
   <translation>删除这张票</translation>
  </message>
  <message>
   <source>Say what was ticked: yes, no or abstain.</source>
   <translation>请选票上勾的是同意、不同意还是弃权。</translation>
  </message>
  <message>
   <source>Ballot kept</source>
   <translation>表决票已保存</translation>
  </message>
  <message>
   <source>Choice</source>
   <translation>意见</translation>
  </message>
  <message>
   <source>Basis</source>
   <translation>依据</translation>
  </message>
  <message>
   <source>Signed by</source>
   <translation>签字人身份</translation>
  </message>
  <message>
   <source>Signer</source>
   <translation>签字人</translation>
  </message>
  <message>
   <source>Proxy document</source>
   <translation>委托书</translation>
  </message>
  <message>
   <source>Water works</source>
   <translation>水表改造</translation>
  </message>
  <message>
   <source>Electricity works</source>
   <translation>电表改造</translation>
  </message>
  <message>
   <source>Take away</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Area, m²</source>
   <translation>面积(m²)</translation>
  </message>
  <message>
   <source>To look at</source>
   <translation>待核</translation>
  </message>
  <message>
   <source>Dwellings</source>
   <translation>套数</translation>
  </message>
  <message>
   <source>Water, survey</source>
   <translation>水改意愿</translation>
  </message>
  <message>
   <source>Power, survey</source>
   <translation>电改意愿</translation>
  </message>
  <message>
   <source>Proof of area</source>
   <translation>面积依据</translation>
  </message>
  <message>
   <source>All doors</source>
   <translation>全部户</translation>
  </message>
  <message>
   <source>No ballot yet</source>
   <translation>还没有票</translation>
  </message>
  <message>
   <source>Door and 1, 2 or 3, such as 3-1-502 1</source>
   <translation>户号加 1、2 或 3，例如 3-1-502 1</translation>
  </message>
  <message>
   <source>Take a ballot: door and choice</source>
   <translation>收票：户号和意见</translation>
  </message>
  <message>
   <source>Paste lines</source>
   <translation>粘贴多行</translation>
  </message>
  <message>
   <source>A door and 1, 2 or 3 on each line, such as from Excel</source>
   <translation>每行一户：户号加 1、2 或 3，可从 Excel 复制</translation>
  </message>
  <message>
   <source>Day of the signatures</source>
   <translation>签署日期</translation>
  </message>
  <message>
   <source>Which doors are listed</source>
   <translation>列出哪些户</translation>
  </message>
  <message>
   <source>Find a door or owner</source>
   <translation>查找户号或业主</translation>
  </message>
  <message>
   <source>Same owner</source>
   <translation>同一业主</translation>
  </message>
  <message>
   <source>The chosen doors belong to one owner, or are the builder's unsold ones</source>
   <translation>所选各户属同一业主，或是建设单位未售出的房屋</translation>
  </message>
  <message>
   <source>Different owners</source>
   <translation>不同业主</translation>
  </message>
  <message>
   <source>signed on</source>
   <translation>签署于</translation>
  </message>
  <message>
   <source>Choose two doors or more first (Ctrl and click).</source>
   <translation>请先选两户以上（按住 Ctrl 点选）。</translation>
  </message>
  <message>
   <source>{count} ballots taken</source>
   <translation>已收 {count} 票</translation>
  </message>
  <message>
   <source>{count} doors now count as one owner</source>
   <translation>{count} 户已按同一业主计</translation>
  </message>
  <message>
   <source>Result so far</source>
   <translation>计票情况</translation>
  </message>
  <message>
   <source>✓ reached</source>
   <translation>✓ 达到</translation>
  </message>
  <message>
   <source>✗ not reached</source>
   <translation>✗ 未达到</translation>
  </message>
  <message>
   <source>Count again</source>
   <translation>重新计票</translation>
  </message>
  <message>
   <source>Keep this count beside the frozen one</source>
   <translation>把这次计票存档（与锁定结果并列）</translation>
  </message>
  <message>
   <source>Both counts</source>
   <translation>两次计票</translation>
  </message>
  <message>
   <source>What differs</source>
   <translation>差别</translation>
  </message>
  <message>
   <source>vote passed</source>
   <translation>通过</translation>
  </message>
  <message>
   <source>vote not passed</source>
   <translation>未通过</translation>
  </message>
  <message>
   <source>Taking part</source>
   <translation>参与表决</translation>
  </message>
  <message>
   <source>In favour</source>
   <translation>同意</translation>
  </message>
  <message>
   <source>Against</source>
   <translation>不同意</translation>
  </message>
  <message>
   <source>Abstained</source>
   <translation>弃权</translation>
  </message>
  <message>
   <source>Frozen</source>
   <translation>锁定</translation>
  </message>
  <message>
   <source>The new count is on record; the frozen result holds.</source>
   <translation>这次计票已存档；以锁定结果为准。</translation>
  </message>
  <message>
   <source>{count} doors are counted differently today. The frozen result holds.</source>
   <translation>现在有 {count} 处与锁定结果不同。以锁定结果为准。</translation>
  </message>
  <message>
   <source>Nothing differs from the frozen result.</source>
   <translation>与锁定结果没有差别。</translation>
  </message>
  <message>
   <source>{what}, heads</source>
   <translation>{what}（人）</translation>
  </message>
  <message>
   <source>{what}, m²</source>
   <translation>{what}（m²）</translation>
  </message>
  <message>
   <source>Counts the ledger as it is today beside the frozen result, which stays.</source>
   <translation>按台账现状再计一次，与锁定结果并列；锁定结果不变。</translation>
  </message>
  <message>
   <source>Only a closed vote is counted again.</source>
   <translation>结束后的表决才能重新计票。</translation>
  </message>
  <message>
   <source>The stored inputs no longer fit the frozen result. Ask the administrator.</source>
   <translation>存档的计票依据与锁定结果对不上，请找管理员核查。</translation>
  </message>
  <message>
   <source>Closed by {who}. Result, rules and inputs are frozen; SHA-256 {sha}…</source>
   <translation>由 {who} 结束。结果、规则和计票依据已锁定；SHA-256 {sha}…</translation>
  </message>
  <message>
   <source> ({count} doors)</source>
   <translation>（{count} 户）</translation>
  </message>
  <message>
   <source>Buildings or units that vote</source>
   <translation>参加表决的楼栋或单元</translation>
  </message>
  <message>
   <source>Tick the buildings or units that vote:</source>
   <translation>勾选参加表决的楼栋或单元：</translation>
  </message>
  <message>
   <source>{building}, unit {unit}</source>
   <translation>{building}{unit}单元</translation>
  </message>
  <message>
   <source>voting is open</source>
   <translation>表决中</translation>
  </message>
  <message>
   <source>Vote</source>
   <translation>业主表决</translation>
  </message>
  <message>
   <source>New vote</source>
   <translation>发起表决</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>删除</translation>
  </message>
  <message>
   <source>Papers…</source>
   <translation>文件…</translation>
  </message>
  <message>
   <source>Ballots and consents</source>
   <translation>意愿与票</translation>
  </message>
  <message>
   <source>Close the vote…</source>
   <translation>结束表决…</translation>
  </message>
  <message>
   <source>Matter, rules and days</source>
   <translation>事项、规则和日期</translation>
  </message>
  <message>
   <source>No vote yet</source>
   <translation>还没有表决</translation>
  </message>
  <message>
   <source>The owners decide first: say what is voted on and by which rules, print ballots.</source>
   <translation>先由业主表决：定事项和规则，印发表决票。</translation>
  </message>
  <message>
   <source>Close the vote</source>
   <translation>结束表决</translation>
  </message>
  <message>
   <source>After closing, no ballot can be added or changed. Result, rules and inputs are frozen; later changes of owners or areas do not touch them.</source>
   <translation>结束后不能再收票、改票。结果、规则和计票依据就此锁定，以后业主或面积变更也不影响。</translation>
  </message>
  <message>
   <source>Close and freeze the result</source>
   <translation>结束表决并锁定结果</translation>
  </message>
  <message>
   <source>Leave it open</source>
   <translation>先放着</translation>
  </message>
  <message>
   <source>Take signed consents as ballots…</source>
   <translation>把已签字的意愿转为表决票…</translation>
  </message>
  <message>
   <source>Record the answers on the ballots as consents</source>
   <translation>把票上的水改、电改意见登记为意愿</translation>
  </message>
  <message>
   <source>Ballots…</source>
   <translation>表决票…</translation>
  </message>
  <message>
   <source>The vote is closed and frozen</source>
   <translation>表决已结束，结果已锁定</translation>
  </message>
  <message>
   <source>All {count} doors of the vote</source>
   <translation>表决范围内全部 {count} 户</translation>
  </message>
  <message>
   <source>The {count} doors without a ballot</source>
   <translation>还没有票的 {count} 户</translation>
  </message>
  <message>
   <source>The {count} doors listed now</source>
   <translation>现在列出的 {count} 户</translation>
  </message>
  <message>
   <source>The answers on the ballots are recorded as consents</source>
   <translation>票上的水改、电改意见已登记为意愿</translation>
  </message>
  <message>
   <source>Notice of the vote</source>
   <translation>表决公告</translation>
  </message>
  <message>
   <source>Public notice of the result (masked)</source>
   <translation>结果公示（姓名隐去）</translation>
  </message>
  <message>
   <source>Result on one page</source>
   <translation>结果告知书</translation>
  </message>
  <message>
   <source>Closed: the re-inspection passed. {by}</source>
   <translation>已销号：复验合格。{by}</translation>
  </message>
  <message>
   <source>Mended on {day}; it waits for its re-inspection.</source>
   <translation>{day}已整改，等待复验。</translation>
  </message>
  <message>
   <source> Until then the works stand still.</source>
   <translation>复验合格前须停工。</translation>
  </message>
  <message>
   <source>Record finding</source>
   <translation>登记问题</translation>
  </message>
  <message>
   <source>Rectification notice…</source>
   <translation>整改通知单…</translation>
  </message>
  <message>
   <source>It is mended</source>
   <translation>已整改</translation>
  </message>
  <message>
   <source>Re-inspection passed</source>
   <translation>复验合格</translation>
  </message>
  <message>
   <source>Failed again</source>
   <translation>复验不合格</translation>
  </message>
  <message>
   <source>Rectification notice</source>
   <translation>整改通知单</translation>
  </message>
  <message>
   <source>Failed its re-inspection ({by}): to be mended once more.</source>
   <translation>复验不合格（{by}），须重新整改。</translation>
  </message>
  <message>
   <source>To be mended by {day}.</source>
   <translation>应于{day}前整改。</translation>
  </message>
  <message>
   <source> Until then the stage cannot end.</source>
   <translation>复验合格前本环节不能结束。</translation>
  </message>
  <message>
   <source>Photos added now show:</source>
   <translation>现在添加的照片属于：</translation>
  </message>
  <message>
   <source>The works stand still until this is mended and re-inspected: {what}</source>
   <translation>整改并复验合格前须停工：{what}</translation>
  </message>
  <message>
   <source>Schedule</source>
   <translation>施工进度</translation>
  </message>
  <message>
   <source>Works of each building</source>
   <translation>各楼施工内容</translation>
  </message>
  <message>
   <source>Inspections</source>
   <translation>检查记录</translation>
  </message>
  <message>
   <source>Findings</source>
   <translation>问题与整改</translation>
  </message>
  <message>
   <source>Outage notices</source>
   <translation>停水停电通知</translation>
  </message>
  <message>
   <source>Who takes part</source>
   <translation>参建单位</translation>
  </message>
  <message>
   <source>What the inspection found</source>
   <translation>检查发现的问题</translation>
  </message>
  <message>
   <source>Notice to print…</source>
   <translation>打印通知…</translation>
  </message>
  <message>
   <source>New organisation…</source>
   <translation>新增单位…</translation>
  </message>
  <message>
   <source>{count} findings of this inspection, {waiting} of them not closed.</source>
   <translation>本次检查发现问题{count}个，未销号{waiting}个。</translation>
  </message>
  <message>
   <source>Notices that stop water or power stay on paper: print, hang out, add a photo (e-signature law, art. 3).</source>
   <translation>停水停电通知只用纸质：打印、张贴后拍照存档（电子签名法第三条）。</translation>
  </message>
  <message>
   <source>Outage notice</source>
   <translation>停水停电通知</translation>
  </message>
  <message>
   <source>Announced too late: water 24 hours, power 7 days before.</source>
   <translation>通知偏晚：停水应提前24小时，停电应提前7天。</translation>
  </message>
  <message>
   <source>Qualification certificates of the chosen one</source>
   <translation>所选单位的资质证书</translation>
  </message>
  <message>
   <source>{done} %</source>
   <translation>{done}%</translation>
  </message>
  <message>
   <source>Done {done} %, planned {planned} % by today</source>
   <translation>已完成{done}%，按计划今天应完成{planned}%</translation>
  </message>
  <message>
   <source>{done} % of the works are done</source>
   <translation>施工已完成{done}%</translation>
  </message>
  <message>
   <source>Kind not said</source>
   <translation>未注明内容</translation>
  </message>
  <message>
   <source>Building {no}</source>
   <translation>{no}栋</translation>
  </message>
  <message>
   <source>Whole quarter</source>
   <translation>整个小区</translation>
  </message>
  <message>
   <source>{done} %, {days} days late</source>
   <translation>{done}%，逾期{days}天</translation>
  </message>
  <message>
   <source>Done {done} %; no plan</source>
   <translation>已完成{done}%；没有计划</translation>
  </message>
  <message>
   <source>Bar: done. Upright mark: what the plan wants by today.</source>
   <translation>横条为已完成；竖线为按计划今天应完成的进度。</translation>
  </message>
  <message>
   <source>No works recorded yet</source>
   <translation>还没有施工进度</translation>
  </message>
  <message>
   <source>Record for each building what is done, from when to when, and how far it is.</source>
   <translation>请按楼栋登记施工内容、计划和实际起止日期、完成比例。</translation>
  </message>
  <message>
   <source>Record works</source>
   <translation>登记施工内容</translation>
  </message>
  <message>
   <source>, planned by today: {planned} %</source>
   <translation>，按计划今天应完成{planned}%</translation>
  </message>
  <message>
   <source>; late: {names}</source>
   <translation>；逾期：{names}</translation>
  </message>
  <message>
   <source>Together</source>
   <translation>合计</translation>
  </message>
  <message>
   <source>Readiness board</source>
   <translation>成熟度一览</translation>
  </message>
  <message>
   <source>Community</source>
   <translation>社区</translation>
  </message>
  <message>
   <source>Buildings</source>
   <translation>楼栋</translation>
  </message>
  <message>
   <source>They come with the workbooks of the streets.</source>
   <translation>接收街道的台账后，小区就会列在这里。</translation>
  </message>
  <message>
   <source>Take a street's workbook…</source>
   <translation>接收台账…</translation>
  </message>
  <message>
   <source>List of quarters</source>
   <translation>小区列表</translation>
  </message>
  <message>
   <source>What earlier merges left open. The ledger keeps its value until you decide.</source>
   <translation>以前合并时没定的事项。裁决之前，台账保持原值。</translation>
  </message>
  <message>
   <source>Where the question comes from</source>
   <translation>来源</translation>
  </message>
  <message>
   <source>Store the decisions</source>
   <translation>保存裁决</translation>
  </message>
  <message>
   <source>every source</source>
   <translation>全部来源</translation>
  </message>
  <message>
   <source>{decided} decided, {left} still open.</source>
   <translation>已定 {decided} 项，还有 {left} 项未定。</translation>
  </message>
  <message>
   <source>Nothing waits for a decision</source>
   <translation>没有待裁决的事项</translation>
  </message>
  <message>
   <source>What a merge leaves open is kept here until somebody settles it.</source>
   <translation>合并时没定的事项会一直留在这里，直到有人裁决。</translation>
  </message>
  <message>
   <source>all</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>All area groups</source>
   <translation>全部片区</translation>
  </message>
  <message>
   <source>grouped by readiness</source>
   <translation>按成熟度分组</translation>
  </message>
  <message>
   <source>grouped by area group</source>
   <translation>按片区分组</translation>
  </message>
  <message>
   <source>Points by the office's weights, at most 100; equal ones by code.</source>
   <translation>按本单位设定的权重计分，满分100分，同分的按编码排列。</translation>
  </message>
  <message>
   <source>No ranking: weights are set in the settings, under rule parameters.</source>
   <translation>未排序：可在“设置”的规则参数中设定权重。</translation>
  </message>
  <message>
   <source>Readiness of the quarters</source>
   <translation>小区改造成熟度</translation>
  </message>
  <message>
   <source>Readiness</source>
   <translation>成熟度</translation>
  </message>
  <message>
   <source>Area group</source>
   <translation>片区</translation>
  </message>
  <message>
   <source>Grouped by</source>
   <translation>分组方式</translation>
  </message>
  <message>
   <source>Sorted by</source>
   <translation>排序</translation>
  </message>
  <message>
   <source>by code</source>
   <translation>按编码</translation>
  </message>
  <message>
   <source>by points</source>
   <translation>按得分</translation>
  </message>
  <message>
   <source>the oldest first</source>
   <translation>最早建成在前</translation>
  </message>
  <message>
   <source>most agreed first</source>
   <translation>同意率高的在前</translation>
  </message>
  <message>
   <source>most hazards first</source>
   <translation>隐患多的在前</translation>
  </message>
  <message>
   <source>the cheapest first</source>
   <translation>每户成本低的在前</translation>
  </message>
  <message>
   <source>Save as paper…</source>
   <translation>存为文件…</translation>
  </message>
  <message>
   <source>in no area group</source>
   <translation>未分片区</translation>
  </message>
  <message>
   <source>Place {place}, {points} points of 100</source>
   <translation>第{place}位，得{points}分（满分100分）</translation>
  </message>
  <message>
   <source>done</source>
   <translation>已办结</translation>
  </message>
  <message>
   <source>stage: {stage}</source>
   <translation>环节：{stage}</translation>
  </message>
  <message>
   <source>{name}: {share} of {most} points = {points}</source>
   <translation>{name}：{share} × {most}分 = {points}分</translation>
  </message>
  <message>
   <source>Not in a plan yet.</source>
   <translation>尚未列入计划。</translation>
  </message>
  <message>
   <source>Facts</source>
   <translation>基本情况</translation>
  </message>
  <message>
   <source>{visited} of {households} households visited, {joining} agree; {shared} on shared meters; {hardship} in hardship; {hazards} of {buildings} buildings with hazards</source>
   <translation>{households}户中已调查{visited}户，同意{joining}户；合表{shared}户；困难家庭{hardship}户；{buildings}栋楼中{hazards}栋有隐患</translation>
  </message>
  <message>
   <source>The district's plan</source>
   <translation>区级计划</translation>
  </message>
  <message>
   <source>year {year}</source>
   <translation>{year}年度</translation>
  </message>
  <message>
   <source>Nothing is missing; it can be chosen.</source>
   <translation>条件齐备，可以列入改造。</translation>
  </message>
  <message>
   <source>Set batch</source>
   <translation>设定批次</translation>
  </message>
  <message>
   <source>Set area group</source>
   <translation>设定片区</translation>
  </message>
  <message>
   <source>All shown</source>
   <translation>全选</translation>
  </message>
  <message>
   <source>Set as pilot</source>
   <translation>设为试点</translation>
  </message>
  <message>
   <source>No pilot</source>
   <translation>取消试点</translation>
  </message>
  <message>
   <source>Proposed batch</source>
   <translation>拟列批次</translation>
  </message>
  <message>
   <source>{count} ticked</source>
   <translation>已选{count}个</translation>
  </message>
  <message>
   <source>ready</source>
   <translation>具备条件</translation>
  </message>
  <message>
   <source>nearly ready</source>
   <translation>基本具备</translation>
  </message>
  <message>
   <source>not eligible</source>
   <translation>不列入</translation>
  </message>
  <message>
   <source>{text}, and {count} more</source>
   <translation>{text}，另有 {count} 项</translation>
  </message>
  <message>
   <source>What is missing, or why not</source>
   <translation>尚缺条件或不列入原因</translation>
  </message>
  <message>
   <source>Agreed</source>
   <translation>同意率</translation>
  </message>
  <message>
   <source>Yuan per household</source>
   <translation>每户（元）</translation>
  </message>
  <message>
   <source>Points</source>
   <translation>得分</translation>
  </message>
  <message>
   <source>District plan</source>
   <translation>区级计划</translation>
  </message>
  <message>
   <source>pilot</source>
   <translation>试点</translation>
  </message>
  <message>
   <source>Day of the readings</source>
   <translation>抄表日期</translation>
  </message>
  <message>
   <source>Paste a list of readings</source>
   <translation>粘贴读数表</translation>
  </message>
  <message>
   <source>One line a meter: number, reading, perhaps the date</source>
   <translation>每行一块表：表号、示数、日期（可省）</translation>
  </message>
  <message>
   <source>No master meter chosen</source>
   <translation>请先选一块总表</translation>
  </message>
  <message>
   <source>Choose a master or unit meter on the left; its sub-meters are listed here to read.</source>
   <translation>在左边选总表或单元表，这里列出它和下面的分表，逐块录入读数。</translation>
  </message>
  <message>
   <source>Line {line}: {text}: {why}</source>
   <translation>第 {line} 行 {text}：{why}</translation>
  </message>
  <message>
   <source>Lower than {reading} of {day}; type it again if it is right</source>
   <translation>比 {day} 的 {reading} 小；属实请再输一次</translation>
  </message>
  <message>
   <source>{count} readings recorded</source>
   <translation>已录入 {count} 个读数</translation>
  </message>
  <message>
   <source>Read on</source>
   <translation>抄表日期</translation>
  </message>
  <message>
   <source>Nothing to record on the clipboard.</source>
   <translation>剪贴板里没有可录入的读数。</translation>
  </message>
  <message>
   <source>Add</source>
   <translation>新增</translation>
  </message>
  <message>
   <source>Nothing recorded yet.</source>
   <translation>还没有记录。</translation>
  </message>
  <message>
   <source>Who changed ours</source>
   <translation>我方是谁改的</translation>
  </message>
  <message>
   <source>Neither of them? Type what is right</source>
   <translation>都不对？填上正确的值</translation>
  </message>
  <message>
   <source>Use this value</source>
   <translation>用这个值</translation>
  </message>
  <message>
   <source>Go to the record</source>
   <translation>打开这条记录</translation>
  </message>
  <message>
   <source>Ours</source>
   <translation>我方</translation>
  </message>
  <message>
   <source>Theirs</source>
   <translation>对方</translation>
  </message>
  <message>
   <source>Cell: {place}</source>
   <translation>单元格：{place}</translation>
  </message>
  <message>
   <source>Another value for {field}</source>
   <translation>{field}的另一个值</translation>
  </message>
  <message>
   <source>Type a value first.</source>
   <translation>请先填值。</translation>
  </message>
  <message>
   <source>Find: door, name, value…</source>
   <translation>查找：门牌、姓名、内容…</translation>
  </message>
  <message>
   <source>Find in the list</source>
   <translation>在列表中查找</translation>
  </message>
  <message>
   <source>{count} lines</source>
   <translation>{count} 项</translation>
  </message>
  <message>
   <source>every quarter</source>
   <translation>全部小区</translation>
  </message>
  <message>
   <source>Empty the field</source>
   <translation>清空</translation>
  </message>
  <message>
   <source>keep ours</source>
   <translation>用我方</translation>
  </message>
  <message>
   <source>take theirs</source>
   <translation>用对方</translation>
  </message>
  <message>
   <source>Another value (V)</source>
   <translation>另填 (V)</translation>
  </message>
  <message>
   <source>Leave open (L)</source>
   <translation>先放着 (L)</translation>
  </message>
  <message>
   <source>{count} of the chosen lines cannot take that answer.</source>
   <translation>选中的有 {count} 项不适用这个决定。</translation>
  </message>
  <message>
   <source>every reason</source>
   <translation>全部原因</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>记录</translation>
  </message>
  <message>
   <source>Decision</source>
   <translation>决定</translation>
  </message>
  <message>
   <source>Lines of the review</source>
   <translation>核对清单</translation>
  </message>
  <message>
   <source>Groups of the review</source>
   <translation>核对分组</translation>
  </message>
  <message>
   <source>{group}, {count} undecided</source>
   <translation>{group}，{count} 项未定</translation>
  </message>
  <message>
   <source>(no quarter)</source>
   <translation>（不属于小区）</translation>
  </message>
  <message>
   <source>{count} open</source>
   <translation>{count} 未定</translation>
  </message>
  <message>
   <source>(other)</source>
   <translation>（其他）</translation>
  </message>
  <message>
   <source>{new} new households, {changed} changed, {same} unchanged, {skipped} rows skipped, {problems} problems</source>
   <translation>新增 {new} 户，更新 {changed} 户，不变 {same} 户，跳过 {skipped} 行，问题 {problems} 处</translation>
  </message>
  <message>
   <source>Floor</source>
   <translation>楼层</translation>
  </message>
  <message>
   <source>Problems</source>
   <translation>问题</translation>
  </message>
  <message>
   <source>Write households as CSV…</source>
   <translation>住户存为 CSV…</translation>
  </message>
  <message>
   <source>Noughts in front are kept and nothing runs as a formula.</source>
   <translation>编号前面的零不丢，内容不会变成公式。</translation>
  </message>
  <message>
   <source>Bring in</source>
   <translation>导入台账</translation>
  </message>
  <message>
   <source>Households.csv</source>
   <translation>住户.csv</translation>
  </message>
  <message>
   <source>Bringing in…</source>
   <translation>正在导入…</translation>
  </message>
  <message>
   <source>Household list brought in</source>
   <translation>名册已导入</translation>
  </message>
  <message>
   <source>Sheet</source>
   <translation>工作表</translation>
  </message>
  <message>
   <source>Excel or CSV as the office has it: title rows, merged headers and several sheets are fine. Nothing changes before you say so.</source>
   <translation>现有的 Excel 或 CSV 名册就行：有标题行、合并表头、多个工作表都没关系。您点“导入台账”之前，什么都不会改。</translation>
  </message>
  <message>
   <source>What each column was taken for; correct what is wrong</source>
   <translation>每一列当作什么来读；不对的请改正</translation>
  </message>
  <message>
   <source>Rows and cells to look at; they are left out</source>
   <translation>需要看一看的行和格子，不会导入</translation>
  </message>
  <message>
   <source>{count} households written</source>
   <translation>已写出 {count} 户</translation>
  </message>
  <message>
   <source>Brought in. </source>
   <translation>已导入。</translation>
  </message>
  <message>
   <source>With a PIN the window opens again within the hour after a lock.</source>
   <translation>设了 PIN，锁定后一小时内凭 PIN 就能解锁。</translation>
  </message>
  <message>
   <source>Computer and people</source>
   <translation>本机与人员</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>语言</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>配色</translation>
  </message>
  <message>
   <source>Size of type</source>
   <translation>字号</translation>
  </message>
  <message>
   <source>Bar code scanner</source>
   <translation>扫码枪</translation>
  </message>
  <message>
   <source>Put scanned numbers where they belong, wherever I am</source>
   <translation>光标在哪都行，扫到的号码自动填到该填的地方</translation>
  </message>
  <message>
   <source>Lock when idle for</source>
   <translation>多久不用自动锁定</translation>
  </message>
  <message>
   <source>Operators</source>
   <translation>操作员</translation>
  </message>
  <message>
   <source>Role</source>
   <translation>角色</translation>
  </message>
  <message>
   <source>Second place…</source>
   <translation>第二备份位置…</translation>
  </message>
  <message>
   <source>Look</source>
   <translation>外观</translation>
  </message>
  <message>
   <source>Backups and check</source>
   <translation>备份与检查</translation>
  </message>
  <message>
   <source>Rule parameters</source>
   <translation>规则参数</translation>
  </message>
  <message>
   <source>Organisations</source>
   <translation>单位</translation>
  </message>
  <message>
   <source>no second place</source>
   <translation>还没有第二备份位置，建议插一个U盘</translation>
  </message>
  <message>
   <source>All {count} checks passed.</source>
   <translation>{count} 项检查全部通过。</translation>
  </message>
  <message>
   <source>Not passed: {names}</source>
   <translation>未通过：{names}</translation>
  </message>
  <message>
   <source>As the system</source>
   <translation>跟随系统</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>浅色</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>深色</translation>
  </message>
  <message>
   <source>Rehearse a restore</source>
   <translation>演练恢复</translation>
  </message>
  <message>
   <source>Check the ledger</source>
   <translation>检查台账</translation>
  </message>
  <message>
   <source>Set this passphrase</source>
   <translation>改用这个口令</translation>
  </message>
  <message>
   <source>Disable</source>
   <translation>停用</translation>
  </message>
  <message>
   <source>{minutes} minutes</source>
   <translation>{minutes} 分钟</translation>
  </message>
  <message>
   <source>never</source>
   <translation>不锁定</translation>
  </message>
  <message>
   <source>disabled</source>
   <translation>已停用</translation>
  </message>
  <message>
   <source>active</source>
   <translation>在用</translation>
  </message>
  <message>
   <source>Made and proven: {path}</source>
   <translation>已备份并核对：{path}</translation>
  </message>
  <message>
   <source>Renamed? End the old name on its last day and add the new one from its first: every form prints the name valid on its own day.</source>
   <translation>单位更名的，请给旧名称填停用日期，再新增新名称并填启用日期；每份表单按其日期打印当时的名称。</translation>
  </message>
  <message>
   <source>New value</source>
   <translation>新的取值</translation>
  </message>
  <message>
   <source>Valid from, such as 2026-01-31</source>
   <translation>生效日期，如2026-01-31</translation>
  </message>
  <message>
   <source>Set from this day</source>
   <translation>自该日起执行</translation>
  </message>
  <message>
   <source>{value} since {day}, {document}</source>
   <translation>{day}起：{value}，{document}</translation>
  </message>
  <message>
   <source>Rule</source>
   <translation>规则</translation>
  </message>
  <message>
   <source>Value today</source>
   <translation>现行值</translation>
  </message>
  <message>
   <source>Unit</source>
   <translation>单位</translation>
  </message>
  <message>
   <source>Since</source>
   <translation>生效日期</translation>
  </message>
  <message>
   <source>Document</source>
   <translation>依据文号</translation>
  </message>
  <message>
   <source>Default</source>
   <translation>默认值</translation>
  </message>
  <message>
   <source>Source of the default</source>
   <translation>默认值来源</translation>
  </message>
  <message>
   <source>A rule is judged by the value of its own day; what held before stays on record. 0 stands for not set where the source says so.</source>
   <translation>每条规则按当日的取值判断，以前的取值保留备查。来源中注明的，0表示未设定或不限。</translation>
  </message>
  <message>
   <source>Never set; the default holds.</source>
   <translation>未设定过，按默认值执行。</translation>
  </message>
  <message>
   <source>always</source>
   <translation>一直</translation>
  </message>
  <message>
   <source>without a document</source>
   <translation>无文号</translation>
  </message>
  <message>
   <source>Six stages</source>
   <translation>六个环节</translation>
  </message>
  <message>
   <source>Owners' committee</source>
   <translation>业主委员会</translation>
  </message>
  <message>
   <source>Money</source>
   <translation>资金</translation>
  </message>
  <message>
   <source>Works</source>
   <translation>施工</translation>
  </message>
  <message>
   <source>Voices and records</source>
   <translation>意见与记录</translation>
  </message>
  <message>
   <source>After handover</source>
   <translation>移交之后</translation>
  </message>
  <message>
   <source>Checks over all streets</source>
   <translation>全区核查</translation>
  </message>
  <message>
   <source>Go to it</source>
   <translation>转到该处</translation>
  </message>
  <message>
   <source>{count} problems</source>
   <translation>{count} 个问题</translation>
  </message>
  <message>
   <source>No problem was found</source>
   <translation>没有发现问题</translation>
  </message>
  <message>
   <source>Name of the street</source>
   <translation>街道名称</translation>
  </message>
  <message>
   <source>This street is new. What is it called?</source>
   <translation>这个街道是第一次接收，名称是：</translation>
  </message>
  <message>
   <source>Take it all the same</source>
   <translation>仍然接收</translation>
  </message>
  <message>
   <source>Nothing to decide</source>
   <translation>没有需要裁决的</translation>
  </message>
  <message>
   <source>All of it can be taken as it is. One undo takes it back.</source>
   <translation>可以整份接收；接收后一次撤销可整份退回。</translation>
  </message>
  <message>
   <source>Take the workbook</source>
   <translation>接收</translation>
  </message>
  <message>
   <source>Taking the workbook…</source>
   <translation>正在接收…</translation>
  </message>
  <message>
   <source>Send back to this street…</source>
   <translation>下发给该街道…</translation>
  </message>
  <message>
   <source>Send back to all streets…</source>
   <translation>下发给所有街道…</translation>
  </message>
  <message>
   <source>Problems and questions</source>
   <translation>问题和待裁决</translation>
  </message>
  <message>
   <source>Workbook of</source>
   <translation>台账时间</translation>
  </message>
  <message>
   <source>Taken</source>
   <translation>接收时间</translation>
  </message>
  <message>
   <source>Sent back</source>
   <translation>下发时间</translation>
  </message>
  <message>
   <source>Water done</source>
   <translation>水表到户</translation>
  </message>
  <message>
   <source>Power done</source>
   <translation>电表到户</translation>
  </message>
  <message>
   <source>In a plan</source>
   <translation>列入计划</translation>
  </message>
  <message>
   <source>No street yet</source>
   <translation>还没有街道</translation>
  </message>
  <message>
   <source>Streets come with the workbooks that they export.</source>
   <translation>接收街道导出的工作簿后，街道就会列在这里。</translation>
  </message>
  <message>
   <source>Every door of this quarter has been visited</source>
   <translation>这个小区都走访过了</translation>
  </message>
  <message>
   <source>Choose a building</source>
   <translation>请选一栋楼</translation>
  </message>
  <message>
   <source>Pick a building in the list on the left; its doors are drawn here.</source>
   <translation>在左边点一栋楼，这里就画出它的各户。</translation>
  </message>
  <message>
   <source>This door is not in the ledger</source>
   <translation>台账里没有这一户</translation>
  </message>
  <message>
   <source>On to building {number}</source>
   <translation>接着走 {number} 栋</translation>
  </message>
  <message>
   <source>Consent open</source>
   <translation>意愿未定</translation>
  </message>
  <message>
   <source>Show only: {name}</source>
   <translation>只看：{name}</translation>
  </message>
  <message>
   <source>Still to visit {count}</source>
   <translation>还要再去 {count}</translation>
  </message>
  <message>
   <source>Next door to visit</source>
   <translation>下一户未访</translation>
  </message>
  <message>
   <source>The order in which doors are offered; press for another</source>
   <translation>按什么顺序走，点一下换一种</translation>
  </message>
  <message>
   <source>Fit</source>
   <translation>全图</translation>
  </message>
  <message>
   <source>Show the whole building (0)</source>
   <translation>显示整栋楼（按 0）</translation>
  </message>
  <message>
   <source>Smaller</source>
   <translation>缩小</translation>
  </message>
  <message>
   <source>Larger</source>
   <translation>放大</translation>
  </message>
  <message>
   <source>Order: {order}</source>
   <translation>走访顺序：{order}</translation>
  </message>
  <message>
   <source>{count} selected ✕</source>
   <translation>已选 {count} 户 ✕</translation>
  </message>
  <message>
   <source>Clear the selection</source>
   <translation>取消选择</translation>
  </message>
  <message>
   <source>↓ Top down</source>
   <translation>↓ 从上往下</translation>
  </message>
  <message>
   <source>↓ Zigzag down</source>
   <translation>↓ 来回往下</translation>
  </message>
  <message>
   <source>↑ Bottom up</source>
   <translation>↑ 从下往上</translation>
  </message>
  <message>
   <source>↑ Zigzag up</source>
   <translation>↑ 来回往上</translation>
  </message>
  <message>
   <source>Go on in the next building</source>
   <translation>接着走下一栋</translation>
  </message>
  <message>
   <source>{buildings} buildings · {left} of {all} doors to visit · {refused} refused</source>
   <translation>{buildings} 栋 · 共 {all} 户，未访 {left} · 拒访 {refused}</translation>
  </message>
  <message>
   <source>What each column is filled with</source>
   <translation>每一列填写的内容</translation>
  </message>
  <message>
   <source>— not filled —</source>
   <translation>— 不填 —</translation>
  </message>
  <message>
   <source>Single cells</source>
   <translation>单独的格子</translation>
  </message>
  <message>
   <source>computed by the form</source>
   <translation>由表样公式计算</translation>
  </message>
  <message>
   <source>One row per quarter</source>
   <translation>每个小区一行</translation>
  </message>
  <message>
   <source>One row per building</source>
   <translation>每栋楼一行</translation>
  </message>
  <message>
   <source>One row per household</source>
   <translation>每户一行</translation>
  </message>
  <message>
   <source>One row per water meter</source>
   <translation>每块水表一行</translation>
  </message>
  <message>
   <source>One row per electricity meter</source>
   <translation>每块电表一行</translation>
  </message>
  <message>
   <source>Choose a form…</source>
   <translation>选择表样…</translation>
  </message>
  <message>
   <source>What one row is</source>
   <translation>每行是什么</translation>
  </message>
  <message>
   <source>First row of data</source>
   <translation>数据首行</translation>
  </message>
  <message>
   <source>Quarters to fill in</source>
   <translation>要填写的小区</translation>
  </message>
  <message>
   <source>Fill it in…</source>
   <translation>填写并另存…</translation>
  </message>
  <message>
   <source>Choose another form…</source>
   <translation>换一张表样…</translation>
  </message>
  <message>
   <source>Filled in {rows} rows: {name}</source>
   <translation>已填写 {rows} 行：{name}</translation>
  </message>
  <message>
   <source>Fill in a form of the other side</source>
   <translation>按对方的表样填写</translation>
  </message>
  <message>
   <source>The district's own Excel form: merged headings, formulas and formats stay as they are. What each column stands for is remembered for next time.</source>
   <translation>选择区里发来的 Excel 表样：合并的表头、公式和格式都保持原样。各列的对应关系会记住，下次直接使用。</translation>
  </message>
  <message>
   <source>This form is known; its columns are as they were last time.</source>
   <translation>这张表样以前填过，各列已按上次的对应关系选好。</translation>
  </message>
  <message>
   <source>Check what each column is filled with; it is remembered once it is filled.</source>
   <translation>请核对每一列填写的内容，填写后自动记住。</translation>
  </message>
  <message>
   <source>Nothing stands below the data: any number of rows has room.</source>
   <translation>数据区下面没有其他内容，行数不限。</translation>
  </message>
  <message>
   <source>{room} free rows, then: {below}</source>
   <translation>可填 {room} 行，其下为：{below}</translation>
  </message>
  <message>
   <source>filled in</source>
   <translation>已填</translation>
  </message>
  <message>
   <source>something else</source>
   <translation>其他内容</translation>
  </message>
  <message>
   <source>Progress of the quarters</source>
   <translation>各小区进度</translation>
  </message>
  <message>
   <source>Where the quarters stand</source>
   <translation>各小区卡在哪里</translation>
  </message>
  <message>
   <source>Charts</source>
   <translation>图表</translation>
  </message>
  <message>
   <source>{count} due soon</source>
   <translation>{count} 项即将到期</translation>
  </message>
  <message>
   <source>of {sum} yuan approved</source>
   <translation>批复 {sum} 元</translation>
  </message>
  <message>
   <source>{visited} of {count}</source>
   <translation>{visited} / {count} 户</translation>
  </message>
  <message>
   <source>{count} refused</source>
   <translation>拒绝 {count} 户</translation>
  </message>
  <message>
   <source>{quarter}: {left} households still to visit</source>
   <translation>{quarter}：还有 {left} 户未访</translation>
  </message>
  <message>
   <source>{quarter}: {count} refused, talk to them again</source>
   <translation>{quarter}：{count} 户拒访，再上门做做工作</translation>
  </message>
  <message>
   <source>Water: own meter outside</source>
   <translation>水：一户一表出户</translation>
  </message>
  <message>
   <source>Electricity: own meter outside</source>
   <translation>电：一户一表出户</translation>
  </message>
  <message>
   <source>Consent to water works</source>
   <translation>同意水改</translation>
  </message>
  <message>
   <source>Late</source>
   <translation>逾期</translation>
  </message>
  <message>
   <source>Funds received</source>
   <translation>到账资金(元)</translation>
  </message>
  <message>
   <source>Electricity done</source>
   <translation>电改完成</translation>
  </message>
  <message>
   <source>The ledger is still empty</source>
   <translation>台账还是空的</translation>
  </message>
  <message>
   <source>Begin with the household list that the office already has in Excel.</source>
   <translation>从单位现有的 Excel 住户名册开始。</translation>
  </message>
  <message>
   <source>Late and due</source>
   <translation>逾期与到期</translation>
  </message>
  <message>
   <source>Everything is up to date.</source>
   <translation>都办完了。</translation>
  </message>
  <message>
   <source>Visit</source>
   <translation>入户</translation>
  </message>
  <message>
   <source>With whom</source>
   <translation>找谁</translation>
  </message>
  <message>
   <source>Save as picture…</source>
   <translation>存为图片…</translation>
  </message>
  <message>
   <source>Quarters by stage</source>
   <translation>各环节小区数</translation>
  </message>
  <message>
   <source>Water: own meter outside, households</source>
   <translation>供水一户一表、计量出户（户）</translation>
  </message>
  <message>
   <source>Electricity: own meter outside, households</source>
   <translation>供电一户一表、计量出户（户）</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>改造进度</translation>
  </message>
  <message>
   <source>Figures of the national form</source>
   <translation>国家报表数据</translation>
  </message>
  <message>
   <source>Reports…</source>
   <translation>报告…</translation>
  </message>
  <message>
   <source>Figures of the national form (Excel)</source>
   <translation>国家报表数据（Excel）</translation>
  </message>
  <message>
   <source>Weekly report (one page)</source>
   <translation>周报（一页 A4）</translation>
  </message>
  <message>
   <source>Weekly report</source>
   <translation>水电改造周报</translation>
  </message>
  <message>
   <source>Progress report</source>
   <translation>水电改造进展报告</translation>
  </message>
  <message>
   <source>Action plan</source>
   <translation>水电改造行动计划</translation>
  </message>
  <message>
   <source>{count} days</source>
   <translation>{count} 天</translation>
  </message>
  <message>
   <source>What it waits for</source>
   <translation>卡在哪里</translation>
  </message>
  <message>
   <source>Household card</source>
   <translation>住户卡</translation>
  </message>
  <message>
   <source>No door chosen</source>
   <translation>还没有选择住户</translation>
  </message>
  <message>
   <source>Choose a door in the drawing of the building.</source>
   <translation>请在楼栋图上选一户。</translation>
  </message>
  <message>
   <source>Confirm…</source>
   <translation>确认…</translation>
  </message>
  <message>
   <source>Why is it right all the same?</source>
   <translation>为什么仍然属实？</translation>
  </message>
  <message>
   <source>It is right</source>
   <translation>情况属实</translation>
  </message>
  <message>
   <source>Write in a few words why it is right.</source>
   <translation>请用几个字写明为什么属实。</translation>
  </message>
  <message>
   <source>outside</source>
   <translation>户外</translation>
  </message>
  <message>
   <source>inside</source>
   <translation>户内</translation>
  </message>
  <message>
   <source>shared</source>
   <translation>合表</translation>
  </message>
  <message>
   <source>several</source>
   <translation>多表</translation>
  </message>
  <message>
   <source>no meter</source>
   <translation>无表</translation>
  </message>
  <message>
   <source>sub-meter</source>
   <translation>分表</translation>
  </message>
  <message>
   <source>not clear</source>
   <translation>不明</translation>
  </message>
  <message>
   <source>in the dwelling</source>
   <translation>户内</translation>
  </message>
  <message>
   <source>stairwell box</source>
   <translation>楼道箱</translation>
  </message>
  <message>
   <source>pipe shaft</source>
   <translation>管道井</translation>
  </message>
  <message>
   <source>pit</source>
   <translation>表井</translation>
  </message>
  <message>
   <source>outer wall</source>
   <translation>外墙箱</translation>
  </message>
  <message>
   <source>roof</source>
   <translation>屋顶</translation>
  </message>
  <message>
   <source>smart</source>
   <translation>智能</translation>
  </message>
  <message>
   <source>electronic</source>
   <translation>电子</translation>
  </message>
  <message>
   <source>mechanical</source>
   <translation>机械</translation>
  </message>
  <message>
   <source>agrees</source>
   <translation>同意</translation>
  </message>
  <message>
   <source>disagrees</source>
   <translation>不同意</translation>
  </message>
  <message>
   <source>abstains</source>
   <translation>弃权</translation>
  </message>
  <message>
   <source>silent</source>
   <translation>未表态</translation>
  </message>
  <message>
   <source>both agreed</source>
   <translation>水电都同意</translation>
  </message>
  <message>
   <source>water only</source>
   <translation>只同意水</translation>
  </message>
  <message>
   <source>electricity only</source>
   <translation>只同意电</translation>
  </message>
  <message>
   <source>neither</source>
   <translation>都不同意</translation>
  </message>
  <message>
   <source>abstains from both</source>
   <translation>都弃权</translation>
  </message>
  <message>
   <source>says nothing</source>
   <translation>未表态</translation>
  </message>
  <message>
   <source>on paper</source>
   <translation>纸质原件</translation>
  </message>
  <message>
   <source>on screen</source>
   <translation>屏上签名</translation>
  </message>
  <message>
   <source>copy, original to come</source>
   <translation>照片待补原件</translation>
  </message>
  <message>
   <source>spoken</source>
   <translation>口头</translation>
  </message>
  <message>
   <source>remote, wired</source>
   <translation>有线远传</translation>
  </message>
  <message>
   <source>remote, radio</source>
   <translation>无线远传</translation>
  </message>
  <message>
   <source>IC card</source>
   <translation>IC卡</translation>
  </message>
  <message>
   <source>Consent to both works</source>
   <translation>水电改造意愿</translation>
  </message>
  <message>
   <source>Consent</source>
   <translation>改造意愿</translation>
  </message>
  <message>
   <source>Numbers, readings, people and consent are never copied.</source>
   <translation>表号、读数、住户信息和意愿从不照抄。</translation>
  </message>
  <message>
   <source>Also where something else was recorded</source>
   <translation>已登记的也一并改</translation>
  </message>
  <message>
   <source>Leave it</source>
   <translation>不应用</translation>
  </message>
  <message>
   <source>{count} chosen doors</source>
   <translation>所选 {count} 户</translation>
  </message>
  <message>
   <source>Record {count} doors</source>
   <translation>登记 {count} 户</translation>
  </message>
  <message>
   <source>… and {count} more doors alike</source>
   <translation>……另有 {count} 户相同</translation>
  </message>
  <message>
   <source>Stays as it was recorded:</source>
   <translation>已登记的保持不变：</translation>
  </message>
  <message>
   <source>Record other doors like this one</source>
   <translation>其他各户按本户登记</translation>
  </message>
  <message>
   <source>{count} doors recorded; Ctrl+Z takes it back</source>
   <translation>已登记 {count} 户，Ctrl+Z 可撤销</translation>
  </message>
  <message>
   <source>Doors below</source>
   <translation>以下各层</translation>
  </message>
  <message>
   <source>The whole riser</source>
   <translation>整条立管</translation>
  </message>
  <message>
   <source>The landing</source>
   <translation>同一楼层</translation>
  </message>
  <message>
   <source>The whole unit</source>
   <translation>整个单元</translation>
  </message>
  <message>
   <source>Next door ⏎</source>
   <translation>下一户 ⏎</translation>
  </message>
  <message>
   <source>1 Somebody is there now</source>
   <translation>1 现在有人</translation>
  </message>
  <message>
   <source>0 Nobody home</source>
   <translation>0 无人</translation>
  </message>
  <message>
   <source>8 Refused</source>
   <translation>8 拒访</translation>
  </message>
  <message>
   <source>7 By phone</source>
   <translation>7 电话</translation>
  </message>
  <message>
   <source>{door}: {count} to confirm</source>
   <translation>{door}：有 {count} 处待确认</translation>
  </message>
  <message>
   <source>= As next door</source>
   <translation>= 同邻户</translation>
  </message>
  <message>
   <source>= As next door {door} ({side})</source>
   <translation>= 同邻户 {door}（{side}）</translation>
  </message>
  <message>
   <source>below</source>
   <translation>楼下</translation>
  </message>
  <message>
   <source>above</source>
   <translation>楼上</translation>
  </message>
  <message>
   <source>beside</source>
   <translation>同层隔壁</translation>
  </message>
  <message>
   <source>next unit</source>
   <translation>隔壁单元</translation>
  </message>
  <message>
   <source>Scanned too late: {number}</source>
   <translation>扫码晚了，未登记：{number}</translation>
  </message>
  <message>
   <source>Scanned: {number}. Which meter is it?</source>
   <translation>扫到 {number}，是哪块表？</translation>
  </message>
  <message>
   <source>likely</source>
   <translation>可能是</translation>
  </message>
  <message>
   <source>water meter</source>
   <translation>水表</translation>
  </message>
  <message>
   <source>electricity meter</source>
   <translation>电能表</translation>
  </message>
  <message>
   <source>leave it</source>
   <translation>不填</translation>
  </message>
  <message>
   <source>It would replace water meter {number}.</source>
   <translation>将替换已登记的水表号 {number}。</translation>
  </message>
  <message>
   <source>It would replace electricity meter {number}.</source>
   <translation>将替换已登记的电能表号 {number}。</translation>
  </message>
  <message>
   <source>More</source>
   <translation>更多</translation>
  </message>
  <message>
   <source>More about the household</source>
   <translation>本户的更多内容</translation>
  </message>
  <message>
   <source>Phone</source>
   <translation>电话</translation>
  </message>
  <message>
   <source>Lived in by</source>
   <translation>居住</translation>
  </message>
  <message>
   <source>as next door</source>
   <translation>与邻户相同</translation>
  </message>
  <message>
   <source>The digits answer this question</source>
   <translation>按数字键回答此项</translation>
  </message>
  <message>
   <source>Consent to the works at {door}: water {water}, electricity {power}</source>
   <translation>{door}的改造意愿：水 {water}，电 {power}</translation>
  </message>
  <message>
   <source>not answered</source>
   <translation>未答</translation>
  </message>
  <message>
   <source>Apply to…</source>
   <translation>应用到…</translation>
  </message>
  <message>
   <source>Exchange water meter…</source>
   <translation>换水表…</translation>
  </message>
  <message>
   <source>Exchange electricity meter…</source>
   <translation>换电能表…</translation>
  </message>
  <message>
   <source>scan, or . to type</source>
   <translation>扫码，或按 . 键输入</translation>
  </message>
  <message>
   <source>reading</source>
   <translation>读数</translation>
  </message>
  <message>
   <source>More about the water meter</source>
   <translation>水表的更多内容</translation>
  </message>
  <message>
   <source>More about the electricity meter</source>
   <translation>电能表的更多内容</translation>
  </message>
  <message>
   <source>Place</source>
   <translation>表位</translation>
  </message>
  <message>
   <source>tried {count} times, last {when}</source>
   <translation>已去 {count} 次，最近 {when}</translation>
  </message>
  <message>
   <source>Water and electricity retrofit of old quarters, from survey to handover.</source>
   <translation>老旧小区一户一表改造：从入户走访到验收移交。</translation>
  </message>
  <message>
   <source>Whose ledger it is</source>
   <translation>台账用途</translation>
  </message>
  <message>
   <source>Recovery key</source>
   <translation>恢复密钥</translation>
  </message>
  <message>
   <source>Open a ledger…</source>
   <translation>打开台账…</translation>
  </message>
  <message>
   <source>Making the ledger…</source>
   <translation>正在建立台账…</translation>
  </message>
  <message>
   <source>Restoring the backup…</source>
   <translation>正在恢复备份…</translation>
  </message>
  <message>
   <source>An empty folder for the demo</source>
   <translation>给演示选一个空文件夹</translation>
  </message>
  <message>
   <source>Building the demo office…</source>
   <translation>正在建立演示街道…</translation>
  </message>
  <message>
   <source>Begin a new ledger</source>
   <translation>新建台账</translation>
  </message>
  <message>
   <source>Restore a backup on this laptop</source>
   <translation>在这台电脑上恢复备份</translation>
  </message>
  <message>
   <source>Look at the demo office</source>
   <translation>看看演示街道</translation>
  </message>
  <message>
   <source>A street office: survey, works, handover</source>
   <translation>街道：入户、改造、移交</translation>
  </message>
  <message>
   <source>The district: all streets, annual plan</source>
   <translation>区里：汇总各街道、年度计划</translation>
  </message>
  <message>
   <source>Name of the office</source>
   <translation>单位名称</translation>
  </message>
  <message>
   <source>Administrative code</source>
   <translation>区划编码</translation>
  </message>
  <message>
   <source>Leader's name</source>
   <translation>负责人姓名</translation>
  </message>
  <message>
   <source>Passphrase again</source>
   <translation>再输一遍口令</translation>
  </message>
  <message>
   <source>At least 8 characters; it cannot be looked up.</source>
   <translation>至少 8 个字符；口令无处可查，请记牢。</translation>
  </message>
  <message>
   <source>Write it down or print it now, and let two people keep it. It is the only way back in when every passphrase is forgotten, and it is not shown again.</source>
   <translation>请现在抄写或打印，由两个人分别保管。口令全忘了，只有它能打开台账；以后不再显示。</translation>
  </message>
  <message>
   <source>It is kept; open the ledger</source>
   <translation>已保管好，打开台账</translation>
  </message>
  <message>
   <source>Still missing: {names}</source>
   <translation>还没有填：{names}</translation>
  </message>
  <message>
   <source>Opened last</source>
   <translation>最近打开</translation>
  </message>
  <message>
   <source>Choose a place and begin…</source>
   <translation>选位置并建立…</translation>
  </message>
  <message>
   <source>The passphrase needs at least 8 characters.</source>
   <translation>口令至少要 8 个字符。</translation>
  </message>
  <message>
   <source>The two passphrases differ.</source>
   <translation>两遍口令不一样。</translation>
  </message>
  <message>
   <source>Choose the backup…</source>
   <translation>选择备份…</translation>
  </message>
  <message>
   <source>Choose a place and restore…</source>
   <translation>选择存放位置并恢复…</translation>
  </message>
  <message>
   <source>Backup on the stick</source>
   <translation>U 盘上的备份</translation>
  </message>
  <message>
   <source>On a laptop of the office: Exchange → Parcels → Back up to a stick. Here: the same operator and passphrase as there. Afterwards Exchange → Parcels shows the code by which the leader enrols this laptop.</source>
   <translation>在单位已有的电脑上：报送 → 交换包 → 备份到 U 盘。在这里：操作员和口令与那台电脑相同。恢复后，“报送 → 交换包”显示登记码，由负责人凭它登记这台电脑。</translation>
  </message>
  <message>
   <source>From door to door</source>
   <translation>逐户移动</translation>
  </message>
  <message>
   <source>First and last door of the floor</source>
   <translation>本层第一户、最后一户</translation>
  </message>
  <message>
   <source>Up and down by a screen of floors</source>
   <translation>上下翻一屏楼层</translation>
  </message>
  <message>
   <source>Open the door's card</source>
   <translation>打开这一户</translation>
  </message>
  <message>
   <source>Select several doors</source>
   <translation>连选多户</translation>
  </message>
  <message>
   <source>Select all doors</source>
   <translation>全选</translation>
  </message>
  <message>
   <source>Select none</source>
   <translation>取消选择</translation>
  </message>
  <message>
   <source>Larger, smaller, whole building</source>
   <translation>放大、缩小、看整栋</translation>
  </message>
  <message>
   <source>From cell to cell</source>
   <translation>逐格移动</translation>
  </message>
  <message>
   <source>Change the cell, or open the household</source>
   <translation>修改这一格，或打开这一户</translation>
  </message>
  <message>
   <source>Copy and paste cells</source>
   <translation>复制、粘贴</translation>
  </message>
  <message>
   <source>Empty the cells</source>
   <translation>清空</translation>
  </message>
  <message>
   <source>Keep ours</source>
   <translation>用我方</translation>
  </message>
  <message>
   <source>Take theirs</source>
   <translation>用对方</translation>
  </message>
  <message>
   <source>Type another value</source>
   <translation>另填一个值</translation>
  </message>
  <message>
   <source>Select all lines</source>
   <translation>全选</translation>
  </message>
  <message>
   <source>Print the paper</source>
   <translation>打印当前表单</translation>
  </message>
  <message>
   <source>Save the paper</source>
   <translation>另存当前表单</translation>
  </message>
  <message>
   <source>Find in the paper</source>
   <translation>在表单中查找</translation>
  </message>
  <message>
   <source>Next and previous hit</source>
   <translation>下一处、上一处</translation>
  </message>
  <message>
   <source>Turn the page</source>
   <translation>翻页</translation>
  </message>
  <message>
   <source>First and last page</source>
   <translation>首页、末页</translation>
  </message>
  <message>
   <source>Larger, smaller, whole page</source>
   <translation>放大、缩小、整页</translation>
  </message>
  <message>
   <source>Open what is chosen</source>
   <translation>打开选中的一项</translation>
  </message>
  <message>
   <source>Move in the list</source>
   <translation>在结果里移动</translation>
  </message>
  <message>
   <source>Leave the search</source>
   <translation>退出查找</translation>
  </message>
  <message>
   <source>The ledger says: {passed} pass, {failed} fail, {open} not known.</source>
   <translation>台账判定：{passed} 处合格，{failed} 处不合格，{open} 处未知。</translation>
  </message>
  <message>
   <source>Confirmed by {name} on {day}.</source>
   <translation>{name} 于 {day} 确认。</translation>
  </message>
  <message>
   <source>Changed since: then {passed} pass, {failed} fail, {open} not known.</source>
   <translation>确认后有变化：当时 {passed} 处合格、{failed} 处不合格、{open} 处未知。</translation>
  </message>
  <message>
   <source>It changed at: {places} and {more} more.</source>
   <translation>变动处：{places}，另有{more}处。</translation>
  </message>
  <message>
   <source>It changed at: {places}.</source>
   <translation>变动处：{places}。</translation>
  </message>
  <message>
   <source>{item}: {why}</source>
   <translation>{item}：{why}</translation>
  </message>
  <message>
   <source>before the works</source>
   <translation>开工前</translation>
  </message>
  <message>
   <source>during the works</source>
   <translation>施工中</translation>
  </message>
  <message>
   <source>at acceptance</source>
   <translation>验收时</translation>
  </message>
  <message>
   <source>at handover</source>
   <translation>移交时</translation>
  </message>
  <message>
   <source>{done}, {failed} fail</source>
   <translation>{done}，{failed}不合格</translation>
  </message>
  <message>
   <source>not drawn</source>
   <translation>未抽中</translation>
  </message>
  <message>
   <source>… open</source>
   <translation>… 未查</translation>
  </message>
  <message>
   <source>✓ mended</source>
   <translation>✓ 复验合格</translation>
  </message>
  <message>
   <source>under way</source>
   <translation>进行中</translation>
  </message>
  <message>
   <source> (re-inspection)</source>
   <translation>（复验）</translation>
  </message>
  <message>
   <source>begun {day}: {state}</source>
   <translation>{day}起：{state}</translation>
  </message>
  <message>
   <source>from the ledger</source>
   <translation>台账已有</translation>
  </message>
  <message>
   <source>; </source>
   <translation>；</translation>
  </message>
  <message>
   <source>still to fill in: {fields}</source>
   <translation>还没有填：{fields}</translation>
  </message>
  <message>
   <source>{name} contains “{text}”</source>
   <translation>{name} 含“{text}”</translation>
  </message>
  <message>
   <source>Water not met</source>
   <translation>水未达标</translation>
  </message>
  <message>
   <source>Electricity not met</source>
   <translation>电未达标</translation>
  </message>
  <message>
   <source>contains</source>
   <translation>包含</translation>
  </message>
  <message>
   <source>is exactly</source>
   <translation>等于</translation>
  </message>
  <message>
   <source>is empty</source>
   <translation>为空</translation>
  </message>
  <message>
   <source>is filled in</source>
   <translation>已填</translation>
  </message>
  <message>
   <source>is one of</source>
   <translation>属于</translation>
  </message>
  <message>
   <source>from – to</source>
   <translation>从…到…</translation>
  </message>
  <message>
   <source>{name} is empty</source>
   <translation>{name} 为空</translation>
  </message>
  <message>
   <source>{name} is filled in</source>
   <translation>{name} 已填</translation>
  </message>
  <message>
   <source>{name} is “{text}”</source>
   <translation>{name} 等于“{text}”</translation>
  </message>
  <message>
   <source>{who}: {what}</source>
   <translation>{who}：{what}</translation>
  </message>
  <message>
   <source>First visit</source>
   <translation>第一次去</translation>
  </message>
  <message>
   <source>{count} visited</source>
   <translation>走访 {count} 户</translation>
  </message>
  <message>
   <source>{month}/{day} {slot}</source>
   <translation>{month}月{day}日{slot}</translation>
  </message>
  <message>
   <source>Try again: {slot}</source>
   <translation>换个时间：{slot}再去</translation>
  </message>
  <message>
   <source>Lacks: {gaps}</source>
   <translation>要补：{gaps}</translation>
  </message>
  <message>
   <source>morning</source>
   <translation>上午</translation>
  </message>
  <message>
   <source>afternoon</source>
   <translation>下午</translation>
  </message>
  <message>
   <source>evening</source>
   <translation>晚上</translation>
  </message>
  <message>
   <source>weekend</source>
   <translation>周末</translation>
  </message>
  <message>
   <source>{count} by phone</source>
   <translation>电话 {count} 户</translation>
  </message>
  <message>
   <source>{count} nobody home</source>
   <translation>无人 {count} 户</translation>
  </message>
  <message>
   <source>{count} × {what}</source>
   <translation>{what} {count} 个</translation>
  </message>
  <message>
   <source> and {count} before</source>
   <translation>，之前还有 {count} 次</translation>
  </message>
  <message>
   <source>(no name)</source>
   <translation>（未记姓名）</translation>
  </message>
  <message>
   <source>{what}, {households} households with both meters on one row, and buildings, master meters, plan and funding. The district fills its own columns; a change in ours comes back as a proposal.</source>
   <translation>{what}、{households} 户：每户一行（连同水表、电表），另有楼栋、总表、年度计划和资金各表。区里填写归区里的栏目；改了归我方的栏目，交回时只作为更正建议，由您确认。</translation>
  </message>
  <message>
   <source>Names and telephone numbers are in it: hand it over in person or encrypted.</source>
   <translation>表内有住户姓名和电话：请当面交接，或加密后发送。</translation>
  </message>
  <message>
   <source>{names}, {count} households</source>
   <translation>{names}，{count} 户</translation>
  </message>
  <message>
   <source>All {quarters} quarters</source>
   <translation>全部 {quarters} 个小区</translation>
  </message>
  <message>
   <source>{quarters} quarters</source>
   <translation>{quarters} 个小区</translation>
  </message>
  <message>
   <source>{name} and others, {count} quarters</source>
   <translation>{name}等 {count} 个小区</translation>
  </message>
  <message>
   <source>not yet</source>
   <translation>尚未交回</translation>
  </message>
  <message>
   <source>{day}, {count} times</source>
   <translation>{day}，共 {count} 次</translation>
  </message>
  <message>
   <source>{when}  {who}: {old} → {new}</source>
   <translation>{when}  {who}：{old} → {new}</translation>
  </message>
  <message>
   <source>{when}  {who}</source>
   <translation>{when}  {who}</translation>
  </message>
  <message>
   <source>empty</source>
   <translation>空</translation>
  </message>
  <message>
   <source>{signed} of {all} signed</source>
   <translation>已签 {signed}/{all}</translation>
  </message>
  <message>
   <source>issued</source>
   <translation>出单</translation>
  </message>
  <message>
   <source>signed</source>
   <translation>已签</translation>
  </message>
  <message>
   <source>trial</source>
   <translation>试用</translation>
  </message>
  <message>
   <source>signed: {names}</source>
   <translation>已签：{names}</translation>
  </message>
  <message>
   <source>still to sign: {names}</source>
   <translation>待签：{names}</translation>
  </message>
  <message>
   <source>replaced by {number}</source>
   <translation>已由 {number} 更正</translation>
  </message>
  <message>
   <source>corrects {number}</source>
   <translation>更正 {number}</translation>
  </message>
  <message>
   <source>completes {number}</source>
   <translation>补充 {number}</translation>
  </message>
  <message>
   <source>{count} meters</source>
   <translation>{count} 只表</translation>
  </message>
  <message>
   <source>{count} pages</source>
   <translation>{count} 页</translation>
  </message>
  <message>
   <source>Household papers</source>
   <translation>入户资料</translation>
  </message>
  <message>
   <source>Consent and votes</source>
   <translation>征求意见与表决</translation>
  </message>
  <message>
   <source>Application and project</source>
   <translation>申请与立项</translation>
  </message>
  <message>
   <source>Acceptance and handover</source>
   <translation>验收与移交</translation>
  </message>
  <message>
   <source>Letters</source>
   <translation>公函</translation>
  </message>
  <message>
   <source>Archive</source>
   <translation>档案</translation>
  </message>
  <message>
   <source>Outage</source>
   <translation>停供</translation>
  </message>
  <message>
   <source>Defect</source>
   <translation>整改问题</translation>
  </message>
  <message>
   <source>Work</source>
   <translation>施工内容</translation>
  </message>
  <message>
   <source>Pressure test</source>
   <translation>水压试验</translation>
  </message>
  <message>
   <source>Meeting</source>
   <translation>会议</translation>
  </message>
  <message>
   <source>Company addressed</source>
   <translation>主送企业</translation>
  </message>
  <message>
   <source>Covers</source>
   <translation>范围</translation>
  </message>
  <message>
   <source>Street office</source>
   <translation>街道办事处</translation>
  </message>
  <message>
   <source>Contractor</source>
   <translation>施工单位</translation>
  </message>
  <message>
   <source>Supervision</source>
   <translation>监理单位</translation>
  </message>
  <message>
   <source>Design</source>
   <translation>设计单位</translation>
  </message>
  <message>
   <source>Water company</source>
   <translation>供水企业</translation>
  </message>
  <message>
   <source>Power company</source>
   <translation>供电企业</translation>
  </message>
  <message>
   <source>Housing authority</source>
   <translation>住建部门</translation>
  </message>
  <message>
   <source>Industry authority</source>
   <translation>行业主管部门</translation>
  </message>
  <message>
   <source>Witness</source>
   <translation>见证人</translation>
  </message>
  <message>
   <source>Resident</source>
   <translation>住户</translation>
  </message>
  <message>
   <source>Form issued</source>
   <translation>已出单</translation>
  </message>
  <message>
   <source>Signed by all</source>
   <translation>已签齐</translation>
  </message>
  <message>
   <source>Signed on paper</source>
   <translation>纸质已签</translation>
  </message>
  <message>
   <source>Handed over</source>
   <translation>已移交</translation>
  </message>
  <message>
   <source>Replaced</source>
   <translation>已被更正</translation>
  </message>
  <message>
   <source>Void</source>
   <translation>已作废</translation>
  </message>
  <message>
   <source>handed over</source>
   <translation>移交</translation>
  </message>
  <message>
   <source>void</source>
   <translation>作废</translation>
  </message>
  <message>
   <source>issuing it was undone; the number is not given again</source>
   <translation>出单已撤销，编号不再使用</translation>
  </message>
  <message>
   <source>with {parts}</source>
   <translation>连带 {parts}</translation>
  </message>
  <message>
   <source>{sheet}: {text} {hint}</source>
   <translation>{sheet}：{text}{hint}</translation>
  </message>
  <message>
   <source>Back from the district: {file}, written here on {day} ({scope}), export {code}</source>
   <translation>区里交回：{file}，{day} 从本台账导出（{scope}），编号 {code}</translation>
  </message>
  <message>
   <source>{rows} rows read, {same} of them unchanged.</source>
   <translation>读到 {rows} 行，{same} 行没有变化。</translation>
  </message>
  <message>
   <source>This very file was merged before; only what was left open is asked.</source>
   <translation>这份文件以前合并过，只列出当时没定的。</translation>
  </message>
  <message>
   <source>Merged: {fields} fields, {inserted} new, {deleted} deleted; {left} left open</source>
   <translation>已合并：改动 {fields} 项，新增 {inserted}，删除 {deleted}；还有 {left} 处未定</translation>
  </message>
  <message>
   <source>{file}, export {code}</source>
   <translation>{file}，导出编号 {code}</translation>
  </message>
  <message>
   <source>The workbook changes nothing.</source>
   <translation>这张表没有任何改动。</translation>
  </message>
  <message>
   <source>Merge writes {what}.</source>
   <translation>合并将写入：{what}。</translation>
  </message>
  <message>
   <source>Merge writes no value.</source>
   <translation>合并不改动任何内容。</translation>
  </message>
  <message>
   <source>{rest}.</source>
   <translation>{rest}。</translation>
  </message>
  <message>
   <source>Tick the {count} warnings above first.</source>
   <translation>请先看上面 {count} 条提醒并打勾。</translation>
  </message>
  <message>
   <source>{count} questions settled.</source>
   <translation>已裁决 {count} 项。</translation>
  </message>
  <message>
   <source>{count} stay open: {why}</source>
   <translation>{count} 项没有写入：{why}</translation>
  </message>
  <message>
   <source>{count} values are taken over by themselves</source>
   <translation>{count} 处自动采用</translation>
  </message>
  <message>
   <source>new rows: {count}</source>
   <translation>新增 {count} 行</translation>
  </message>
  <message>
   <source>deletions: {count}</source>
   <translation>删除 {count} 条</translation>
  </message>
  <message>
   <source>{count} wait for your decision</source>
   <translation>{count} 项等您决定</translation>
  </message>
  <message>
   <source>{count} cells nobody understands</source>
   <translation>{count} 个单元格看不懂</translation>
  </message>
  <message>
   <source>{count} values</source>
   <translation>{count} 处改动</translation>
  </message>
  <message>
   <source>new records: {count}</source>
   <translation>新增 {count} 条</translation>
  </message>
  <message>
   <source>{count} kept as ours</source>
   <translation>{count} 项用我方</translation>
  </message>
  <message>
   <source>{count} stay open under To decide</source>
   <translation>{count} 项留到“待裁决”</translation>
  </message>
  <message>
   <source>{count} cells are left alone</source>
   <translation>{count} 个看不懂的不动</translation>
  </message>
  <message>
   <source>{count} stay open: that answer does not fit them.</source>
   <translation>{count} 项不适用该决定，仍待裁决。</translation>
  </message>
  <message>
   <source>Parcel of {name} ({check}), made {made}</source>
   <translation>{name}（{check}）的交换包，{made} 生成</translation>
  </message>
  <message>
   <source>Taken: {fields} fields, {inserted} new, {deleted} deleted, {files} photos and scans</source>
   <translation>已接收：修改 {fields} 项，新增 {inserted} 条，删除 {deleted} 条，照片和扫描件 {files} 个</translation>
  </message>
  <message>
   <source>Written: {path}, {operations} operations, {files} photos and scans, {size}</source>
   <translation>已写好：{path}，{operations} 项操作，照片和扫描件 {files} 个，{size}</translation>
  </message>
  <message>
   <source>{count} operations are new here</source>
   <translation>{count} 项操作本机还没有</translation>
  </message>
  <message>
   <source>{count} operations of the revoked laptop {name} come along</source>
   <translation>其中带有已停用电脑 {name} 的 {count} 项操作</translation>
  </message>
  <message>
   <source>{count} conflicts stay open; they can be decided later.</source>
   <translation>{count} 处冲突留待裁决，以后可以再定。</translation>
  </message>
  <message>
   <source>; {count} photos or scans are not on this laptop</source>
   <translation>；另有 {count} 个照片或扫描件不在本机</translation>
  </message>
  <message>
   <source>Everything in it is here already; taking it changes nothing.</source>
   <translation>包里的内容本机都已有，接收不会改变任何数据。</translation>
  </message>
  <message>
   <source>{count} are known</source>
   <translation>{count} 项已有</translation>
  </message>
  <message>
   <source>{count} photos and scans, {size}</source>
   <translation>照片和扫描件 {count} 个（{size}）</translation>
  </message>
  <message>
   <source>made for {name}</source>
   <translation>为 {name} 生成</translation>
  </message>
  <message>
   <source>Everything in it is here already; what is below waits for you.</source>
   <translation>包里的内容本机都已有；下面几处还等着裁决。</translation>
  </message>
  <message>
   <source>; {left} left open</source>
   <translation>；{left} 处待裁决</translation>
  </message>
  <message>
   <source>{quarters} quarters, {households} households</source>
   <translation>{quarters} 个小区，{households} 户</translation>
  </message>
  <message>
   <source>{year} {batch}: {quarters} quarters, {households} households</source>
   <translation>{year}年{batch}：{quarters} 个小区，{households} 户</translation>
  </message>
  <message>
   <source>added to {place}</source>
   <translation>增列入{place}</translation>
  </message>
  <message>
   <source>withdrawn from {place}</source>
   <translation>由{place}调出</translation>
  </message>
  <message>
   <source>to be demolished</source>
   <translation>拟拆迁</translation>
  </message>
  <message>
   <source>retrofitted earlier</source>
   <translation>已改造</translation>
  </message>
  <message>
   <source>laptop</source>
   <translation>电脑</translation>
  </message>
  <message>
   <source>workbook</source>
   <translation>工作簿</translation>
  </message>
  <message>
   <source>both changed</source>
   <translation>两边都改</translation>
  </message>
  <message>
   <source>goes together</source>
   <translation>需配套改</translation>
  </message>
  <message>
   <source>unreadable</source>
   <translation>看不懂</translation>
  </message>
  <message>
   <source>several rows</source>
   <translation>几行重复</translation>
  </message>
  <message>
   <source>deleted here</source>
   <translation>台账已删</translation>
  </message>
  <message>
   <source>deleted there</source>
   <translation>对方要删</translation>
  </message>
  <message>
   <source>our column</source>
   <translation>归我方填</translation>
  </message>
  <message>
   <source>base unknown</source>
   <translation>原值不明</translation>
  </message>
  <message>
   <source>odd column</source>
   <translation>整列异常</translation>
  </message>
  <message>
   <source>taken already</source>
   <translation>与别户重复</translation>
  </message>
  <message>
   <source>has more below</source>
   <translation>有连带内容</translation>
  </message>
  <message>
   <source>row missing</source>
   <translation>表中缺行</translation>
  </message>
  <message>
   <source>same address</source>
   <translation>地址相同</translation>
  </message>
  <message>
   <source>two laptops</source>
   <translation>两台都改</translation>
  </message>
  <message>
   <source>no place yet</source>
   <translation>无处可放</translation>
  </message>
  <message>
   <source>belongs nowhere</source>
   <translation>对不上</translation>
  </message>
  <message>
   <source>untouched</source>
   <translation>不动</translation>
  </message>
  <message>
   <source>left open</source>
   <translation>未定</translation>
  </message>
  <message>
   <source>{sheet}, row {row}</source>
   <translation>{sheet} 第 {row} 行</translation>
  </message>
  <message>
   <source>(record)</source>
   <translation>（整条）</translation>
  </message>
  <message>
   <source>Both changed it</source>
   <translation>两边都改了</translation>
  </message>
  <message>
   <source>Corrections of ours</source>
   <translation>区里的更正</translation>
  </message>
  <message>
   <source>Unreadable cells</source>
   <translation>看不懂的单元格</translation>
  </message>
  <message>
   <source>Deletions</source>
   <translation>要删除的</translation>
  </message>
  <message>
   <source>Known address</source>
   <translation>地址相同的新行</translation>
  </message>
  <message>
   <source>New rows</source>
   <translation>新增的行</translation>
  </message>
  <message>
   <source>Taken over</source>
   <translation>自动采用</translation>
  </message>
  <message>
   <source>Changed on both sides, differently. Choose one of the two.</source>
   <translation>两边都改过，而且不一样。请二选一。</translation>
  </message>
  <message>
   <source>The district changed columns that are ours. Accept or decline each of them.</source>
   <translation>区里改了归我方填写的栏目，请逐项采纳或不采纳。</translation>
  </message>
  <message>
   <source>Nothing is changed for these cells. Type what is meant, or send the file back marked.</source>
   <translation>这些单元格一律不动。可以填上正确的值，也可以标出来退回对方。</translation>
  </message>
  <message>
   <source>Look at what hangs on a record before it goes.</source>
   <translation>删除之前，请看清楚会连带删掉什么。</translation>
  </message>
  <message>
   <source>Rows without an id whose address is in the ledger already.</source>
   <translation>没有编号的行，地址在台账里已有。</translation>
  </message>
  <message>
   <source>Rows that the ledger does not have; they are added.</source>
   <translation>台账里没有的行，将新增。</translation>
  </message>
  <message>
   <source>Only the workbook changed these; they are taken over as they are.</source>
   <translation>只有表格改过，直接采用。</translation>
  </message>
  <message>
   <source>delete</source>
   <translation>删除</translation>
  </message>
  <message>
   <source>keep</source>
   <translation>保留</translation>
  </message>
  <message>
   <source>only theirs</source>
   <translation>只有对方改</translation>
  </message>
  <message>
   <source>new row</source>
   <translation>新行</translation>
  </message>
  <message>
   <source>asked for</source>
   <translation>表中要求</translation>
  </message>
  <message>
   <source>add</source>
   <translation>新增</translation>
  </message>
  <message>
   <source>do not add</source>
   <translation>不新增</translation>
  </message>
  <message>
   <source>put into it</source>
   <translation>并入该户</translation>
  </message>
  <message>
   <source>leave out</source>
   <translation>不并入</translation>
  </message>
  <message>
   <source>accept</source>
   <translation>采纳</translation>
  </message>
  <message>
   <source>decline</source>
   <translation>不采纳</translation>
  </message>
  <message>
   <source>{rows} rows: {households} households and {meters} meters are new, {fields} values change, {questions} to decide, {missing} rows missing, {problems} problems.</source>
   <translation>共 {rows} 行：新增 {households} 户、{meters} 块表，更改 {fields} 处，待裁决 {questions} 处，缺少 {missing} 行，问题 {problems} 个。</translation>
  </message>
  <message>
   <source>Taken: {inserted} records new, {fields} values changed, {left} left to decide</source>
   <translation>已接收：新增 {inserted} 条，更改 {fields} 处，待裁决 {left} 处</translation>
  </message>
  <message>
   <source>Written for {streets} streets: {cells} values for them to look at</source>
   <translation>已写好 {streets} 个街道的工作簿，共 {cells} 处需街道查看</translation>
  </message>
  <message>
   <source>This very file was taken last; it changes nothing.</source>
   <translation>上次接收的就是这个文件，再接收不会有变化。</translation>
  </message>
  <message>
   <source>This workbook is older than the one taken last.</source>
   <translation>这个台账比上次接收的旧。</translation>
  </message>
  <message>
   <source>This workbook lacks what the one taken last had: it comes from another laptop that has not exchanged parcels.</source>
   <translation>这个台账缺少上次接收的内容：多半出自另一台没有交换数据的电脑。</translation>
  </message>
  <message>
   <source>Still needed: yes from {heads} owners with {area} m² among those not heard yet.</source>
   <translation>还需未表态业主中 {heads} 人、{area} m² 同意。</translation>
  </message>
  <message>
   <source>As of now the vote does NOT pass.</source>
   <translation>按目前计票，表决不通过。</translation>
  </message>
  <message>
   <source>Scheme: {share}</source>
   <translation>方案：{share}</translation>
  </message>
  <message>
   <source>more than {share}</source>
   <translation>应超过 {share}</translation>
  </message>
  <message>
   <source>at least {share}</source>
   <translation>应达 {share} 以上</translation>
  </message>
  <message>
   <source>Not enough yet</source>
   <translation>目前还不够</translation>
  </message>
  <message>
   <source>No area is on record: record the areas of the dwellings first.</source>
   <translation>还没有面积记录：请先登记各户面积。</translation>
  </message>
  <message>
   <source>Even if everybody who is silent said yes, it would not be enough.</source>
   <translation>即使未表态的业主全部同意也不够。</translation>
  </message>
  <message>
   <source>Still needed: yes from {heads} owners not heard yet.</source>
   <translation>还需未表态业主中 {heads} 人同意。</translation>
  </message>
  <message>
   <source>Still needed: yes from owners of {area} m² not heard yet.</source>
   <translation>还需未表态业主中 {area} m² 同意。</translation>
  </message>
  <message>
   <source>{count} applied</source>
   <translation>{count} 人申请</translation>
  </message>
  <message>
   <source>As of now the vote passes.</source>
   <translation>按目前计票，表决通过。</translation>
  </message>
  <message>
   <source>Taking part, by area</source>
   <translation>参与表决（面积）</translation>
  </message>
  <message>
   <source>Taking part, by heads</source>
   <translation>参与表决（人数）</translation>
  </message>
  <message>
   <source>Yes of all, by area</source>
   <translation>同意占全体（面积）</translation>
  </message>
  <message>
   <source>Yes of all, by heads</source>
   <translation>同意占全体（人数）</translation>
  </message>
  <message>
   <source>Yes, by area</source>
   <translation>同意（面积）</translation>
  </message>
  <message>
   <source>Yes, by heads</source>
   <translation>同意（人数）</translation>
  </message>
  <message>
   <source>Closed {day}: passed</source>
   <translation>{day} 结束：通过</translation>
  </message>
  <message>
   <source>Closed {day}: not passed</source>
   <translation>{day} 结束：未通过</translation>
  </message>
  <message>
   <source>Enough as of now: it would pass</source>
   <translation>目前已够：现在结束即通过</translation>
  </message>
  <message>
   <source>{count} dwellings</source>
   <translation>{count} 套</translation>
  </message>
  <message>
   <source>Buildings: {chosen}</source>
   <translation>楼栋：{chosen}</translation>
  </message>
  <message>
   <source>{count} buildings</source>
   <translation>{count} 栋楼</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>好了</translation>
  </message>
  <message>
   <source>Door, name or phone, such as 3-2-402</source>
   <translation>门牌、姓名或电话，如 3-2-402</translation>
  </message>
  <message>
   <source>Doors found</source>
   <translation>找到的户</translation>
  </message>
  <message>
   <source>Type the unit and room as well</source>
   <translation>请把单元和房号也输上</translation>
  </message>
  <message>
   <source>Name of this filter</source>
   <translation>筛选名称</translation>
  </message>
  <message>
   <source>Keep filter</source>
   <translation>保存筛选</translation>
  </message>
  <message>
   <source>Delete filter</source>
   <translation>删除此筛选</translation>
  </message>
  <message>
   <source>Take away: {text}</source>
   <translation>去掉：{text}</translation>
  </message>
  <message>
   <source>Narrowed by</source>
   <translation>已筛选</translation>
  </message>
  <message>
   <source>Certificate file</source>
   <translation>证书文件</translation>
  </message>
  <message>
   <source>USB token</source>
   <translation>USB证书介质（U盾）</translation>
  </message>
  <message>
   <source>Signed with</source>
   <translation>签名方式</translation>
  </message>
  <message>
   <source>Driver of the token</source>
   <translation>U盾驱动文件</translation>
  </message>
  <message>
   <source>Name of the token</source>
   <translation>U盾名称</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>选择…</translation>
  </message>
  <message>
   <source>Clear</source>
   <translation>清空</translation>
  </message>
  <message>
   <source>Delete the last digit</source>
   <translation>删除最后一位</translation>
  </message>
  <message>
   <source>{sheets} sheets, {pages} pages</source>
   <translation>入户表 {sheets} 张，共 {pages} 页</translation>
  </message>
  <message>
   <source>Save as PDF…</source>
   <translation>存为 PDF…</translation>
  </message>
  <message>
   <source>Drawing the sheets…</source>
   <translation>正在排版入户表…</translation>
  </message>
  <message>
   <source>{told}, saved as {name}</source>
   <translation>{told}，已存为 {name}</translation>
  </message>
  <message>
   <source>contact person</source>
   <translation>联系人</translation>
  </message>
  <message>
   <source>telephone</source>
   <translation>电话</translation>
  </message>
  <message>
   <source>water company</source>
   <translation>供水企业</translation>
  </message>
  <message>
   <source>power company</source>
   <translation>供电企业</translation>
  </message>
  <message>
   <source>The notice has blank lines to fill in by hand: {missing}.</source>
   <translation>告知里这些地方留了横线，请手写补上或先在单位资料里填好：{missing}。</translation>
  </message>
  <message>
   <source>Page</source>
   <translation>页码</translation>
  </message>
  <message>
   <source>Size of the page</source>
   <translation>显示比例</translation>
  </message>
  <message>
   <source>Hits</source>
   <translation>查找结果</translation>
  </message>
  <message>
   <source>Page before</source>
   <translation>上一页</translation>
  </message>
  <message>
   <source>Next page</source>
   <translation>下一页</translation>
  </message>
  <message>
   <source>Hit before</source>
   <translation>上一处</translation>
  </message>
  <message>
   <source>Next hit</source>
   <translation>下一处</translation>
  </message>
  <message>
   <source>Fit width</source>
   <translation>适合宽度</translation>
  </message>
  <message>
   <source>Fit page</source>
   <translation>适合整页</translation>
  </message>
  <message>
   <source>Searching…</source>
   <translation>正在查找…</translation>
  </message>
  <message>
   <source>Not found</source>
   <translation>没有找到</translation>
  </message>
  <message>
   <source>Page preview</source>
   <translation>页面预览</translation>
  </message>
  <message>
   <source>Page {page} of {pages}</source>
   <translation>第 {page} 页，共 {pages} 页</translation>
  </message>
  <message>
   <source>A photo is there</source>
   <translation>已有照片</translation>
  </message>
  <message>
   <source>Photo</source>
   <translation>照片</translation>
  </message>
  <message>
   <source>Add photos…</source>
   <translation>添加照片…</translation>
  </message>
  <message>
   <source>Bring it back</source>
   <translation>恢复刚移除的</translation>
  </message>
  <message>
   <source>Reading the photo…</source>
   <translation>正在读取照片…</translation>
  </message>
  <message>
   <source>There is no picture in the clipboard.</source>
   <translation>剪贴板里没有图片。</translation>
  </message>
  <message>
   <source>No photos yet. Add them, drop them here or paste them.</source>
   <translation>还没有照片。可以添加、拖到这里或粘贴。</translation>
  </message>
  <message>
   <source>{count} of them were here already.</source>
   <translation>其中 {count} 张以前已添加过。</translation>
  </message>
  <message>
   <source>Previous photo</source>
   <translation>上一张</translation>
  </message>
  <message>
   <source>Next photo</source>
   <translation>下一张</translation>
  </message>
  <message>
   <source>Not this door</source>
   <translation>不是这户的</translation>
  </message>
  <message>
   <source>Back to the tray, to be given to another door</source>
   <translation>退回待归户，再归到别户</translation>
  </message>
  <message>
   <source>The photo waits in the tray for its door</source>
   <translation>照片已退回，待归户</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>Signature</source>
   <translation>签名</translation>
  </message>
  <message>
   <source>Sign here with the pen or a finger</source>
   <translation>请用笔或手指在此签名</translation>
  </message>
 </context>
</TS>
