/**
 * Characters of names that are written in more than one way: traditional forms and variants beside the standard one
 * (通用规范汉字表, 附件1 规范字与繁体字、异体字对照表). Each group begins with the standard character.
 */
const groups =
  '张張 刘劉 陈陳 杨楊 赵趙 黄黃 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 韩韓 冯馮 于於 萧蕭肖 邓鄧 许許 苏蘇 卢盧 蒋蔣 贾賈 叶葉 阎閻闫 ' +
  '钟鐘鍾锺 谭譚 邹鄒 陆陸 龙龍 万萬 钱錢 汤湯 贺賀 赖賴 龚龔 庄莊 严嚴 鲁魯 颜顏 齐齊 乔喬 顾顧 邵卲 傅付 戴代 ' +
  '华華 国國囯 荣榮 兰蘭 凤鳳 云雲 霞赮 风風 杰傑 强強彊 伟偉 军軍 红紅 丽麗 玉玊 珍珎 宝寶寳 贵貴 财財 义義 礼禮 ' +
  '寿壽 庆慶 广廣 东東 来來 发發 兴興 学學 宁寧甯 长長 远遠 达達 运運 进進 连連 辉輝煇 灿燦 炜煒 焕煥 烛燭 ' +
  '峰峯 岩巖嵒 岭嶺 启啟啓 哲喆 群羣 峦巒 坤堃 泽澤 济濟 润潤 涛濤 渊淵 洁潔 浅淺 清淸 泉灥 升昇陞 晋晉 晓曉 ' +
  '昆崑崐 明眀 显顯 旷曠 景暻 栋棟 树樹 桥橋 梁樑 栖棲 桂桊 槐櫰 欢歡懽 艺藝 芦蘆 苍蒼 莲蓮 芸蕓 蓝藍 药藥 ' +
  '艳艷豔 凯凱 刚剛 剑劍 动動 劳勞 勋勛勳 卫衛 厅廳 双雙 叙敘 号號 员員 团團 图圖 园園 圆圓 圣聖 坚堅 垒壘 ' +
  '声聲 处處 备備 头頭 奋奮 妇婦 娴嫻 娇嬌 孝斈 实實 宪憲 宽寬 宾賓 对對 寻尋 导導 尔爾 属屬 岁歲 师師 帅帥 ' +
  '归歸 录錄 彦彥 德徳惪 忆憶 恒恆 怀懷 惠恵 态態 战戰 扬揚 报報 择擇 挥揮 敏勄 时時 昌昍 业業 乐樂 书書 习習 ' +
  '乡鄉 亚亞 亲親 亿億 仁忎 众眾 会會 传傳 伦倫 侠俠 俭儉 优優 佑祐 余餘 修脩 允兊 兑兌 关關 养養 农農 冲沖 冰氷 ' +
  '决決 净淨 减減 凭憑 击擊 创創 则則 别別 剂劑 办辦 务務 劝勸 区區 医醫 协協 单單 卖賣 压壓 县縣 参參 变變 ' +
  '铁鐵 铜銅 银銀 锋鋒 锦錦 锐銳 镇鎮 鑫𨰻 钢鋼 钧鈞 铭銘 键鍵 门門 闯闖 问問 闻聞 阳陽 阴陰 际際 陇隴 随隨 隐隱 ' +
  '韵韻 顺順 项項 预預 领領 频頻 题題 飞飛 饶饒 骏駿 骄驕 驰馳 验驗 鱼魚 鸿鴻 鹏鵬 鹤鶴 麦麥 黎黧 齐齊 龄齡 ' +
  '训訓 讯訊 记記 诚誠 诗詩 详詳 语語 谊誼 谋謀 谦謙 贝貝 贞貞 贤賢 质質 贯貫 贺賀 资資 赞贊讚 轩軒 轮輪 辰晨 ' +
  '绍紹 经經 绪緒 续續 维維 绵綿 纪紀 纯純 纲綱 纳納 绣繡綉 继繼 绩績 编編 缘緣 罗羅 翠翆 联聯 肃肅 胜勝 脉脈 ' +
  '腾騰 舰艦 节節 苹蘋 荫蔭 萍蓱 营營 蕴蘊 虎乕 虽雖 蚕蠶 补補 装裝 见見 观觀 觉覺 视視 览覽 计計 认認 让讓'

const standardOf = new Map<string, string>()
for (const group of groups.split(' ')) {
  const [standard = '', ...others] = Array.from(group)
  for (const other of others) standardOf.set(other, standard)
}

/** The same name in standard characters; most names have nothing to change. */
export function inStandard(name: string): string {
  let standard = ''
  for (const letter of name) standard += standardOf.get(letter) ?? letter
  return standard
}
