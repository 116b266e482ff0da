// What the page itself says; what is collected is told by the notice.
export const LANGUAGES = {zh: '中文', en: 'English', ja: '日本語'};

const ZH = {
  quiet: '未在收集', quietText: '本页各项用途均未启用。依法上报的内容见“告知”。',
  busy: '正在使用', stop: '全部停止', nothing: '无需停止',
  day: '白天', night: '夜间', language: '语言', brightness: '亮度',
  decide: '由您决定', notice: '告知', today: '今天',
  why: '为何需要', impact: '对您的影响', kept: '保存与去向',
  how: '允许到什么程度', period: '允许多久',
  IN_VEHICLE: '仅在车内', YES: '也可传出车外',
  ONCE: '仅本次', SEVEN_DAYS: '7天', THREE_MONTHS: '3个月', ONE_YEAR: '1年',
  allow: '同意', cancel: '返回', end: '停止并删除', refuse: '不同意',
  until: (time) => `至 ${time}`, untilOff: '至本次熄火',
  NEVER_DECIDED: '未开启', REFUSED: '已拒绝', ENDED: '已到期，未开启', CHANGED: '告知内容已变更，请重新选择',
  TIME_UNKNOWN: '暂停：车辆无法确认时间',
  left: '今天传出车外', leftNone: '今天没有数据传出车外。',
  comfort: '车内平均温度', comfortText: (celsius, values) => `过去 10 分钟平均 ${celsius} °C（${values} 个值，不传出车外）`,
  receipts: '删除回执', receiptsNone: '尚无删除回执。',
  receipt: (number) => `第 ${number} 号`, deletedNone: '车内没有可删除的数据。',
  deleted: (count) => `已删除 ${count} 项`,
  onshoreOpen: '车外（境内）：已要求删除，回执尚未收到。', onshoreProven: (rows) => `车外（境内）：已删除 ${rows} 条，审计日志可证。`,
  onshoreBroken: '车外（境内）：回执无法验证。',
  said: '已停止并删除。', granted: '已生效。', failed: '未能保存，请重试。',
  version: '版本', digest: '摘要',
  groups: {vehicle: '车辆运行数据', exterior: '车外影像片段（人脸、车牌已遮盖）', position: '位置', driver: '驾驶习惯',
    charging: '充电记录', cabin: '座舱数据', control: '处理记录（无个人内容）', statutory: '法定上报', other: '其他'},
};

const EN = {
  quiet: 'Nothing is being collected', quietText: 'For none of the purposes here. What the law has cars report is told in the notice.',
  busy: 'In use', stop: 'Stop everything', nothing: 'Nothing to stop',
  day: 'Day', night: 'Night', language: 'Language', brightness: 'Brightness',
  decide: 'Your choices', notice: 'Notice', today: 'Today',
  why: 'Why it is needed', impact: 'What it means for you', kept: 'Where it stays',
  how: 'What may happen with it', period: 'For how long',
  IN_VEHICLE: 'In the car only', YES: 'Also outside the car',
  ONCE: 'This drive', SEVEN_DAYS: '7 days', THREE_MONTHS: '3 months', ONE_YEAR: '1 year',
  allow: 'Allow', cancel: 'Back', end: 'Stop and delete', refuse: 'Do not allow',
  until: (time) => `until ${time}`, untilOff: 'until the car is off',
  NEVER_DECIDED: 'Off', REFUSED: 'Off, you refused', ENDED: 'Off, the time is over',
  CHANGED: 'Off, the notice has changed: please choose again', TIME_UNKNOWN: 'Paused: the car does not know the time',
  left: 'Left the car today', leftNone: 'Nothing has left the car today.',
  comfort: 'Cabin temperature', comfortText: (celsius, values) => `${celsius} °C on average in the last 10 minutes (${values} values, which stay in the car)`,
  receipts: 'Deletion receipts', receiptsNone: 'There are no receipts yet.',
  receipt: (number) => `No. ${number}`, deletedNone: 'There was nothing in the car to delete.',
  deleted: (count) => `${count} deleted`,
  onshoreOpen: 'Outside the car: asked to erase it, no receipt yet.',
  onshoreProven: (rows) => `Outside the car: ${rows} rows erased, proven by the audit log.`,
  onshoreBroken: 'Outside the car: the receipt does not verify.',
  said: 'Stopped and deleted.', granted: 'In force.', failed: 'It could not be stored. Please try again.',
  version: 'Version', digest: 'Digest',
  groups: {vehicle: 'How the vehicle works', exterior: 'Clips of the outside, faces and plates covered', position: 'Position',
    driver: 'Driving style', charging: 'Charging sessions', cabin: 'Cabin data', control: 'Records without personal content',
    statutory: 'Reports that the law asks for', other: 'Other'},
};

const JA = {
  quiet: '何も収集していません', quietText: 'この画面の目的では何も使っていません。法令による報告は「お知らせ」にあります。',
  busy: '使用中', stop: 'すべて停止', nothing: '停止するものはありません',
  day: '昼', night: '夜', language: '言語', brightness: '明るさ',
  decide: 'あなたの選択', notice: 'お知らせ', today: '今日',
  why: '必要な理由', impact: 'あなたへの影響', kept: '保存先',
  how: '許可する範囲', period: '許可する期間',
  IN_VEHICLE: '車内のみ', YES: '車外にも',
  ONCE: '今回のみ', SEVEN_DAYS: '7日間', THREE_MONTHS: '3か月', ONE_YEAR: '1年',
  allow: '許可する', cancel: '戻る', end: '停止して削除', refuse: '許可しない',
  until: (time) => `${time} まで`, untilOff: '電源を切るまで',
  NEVER_DECIDED: 'オフ', REFUSED: 'オフ（拒否済み）', ENDED: 'オフ（期間終了）',
  CHANGED: 'オフ：お知らせが変わりました。選び直してください', TIME_UNKNOWN: '一時停止：時刻を確認できません',
  left: '今日、車外に出たもの', leftNone: '今日は何も車外に出ていません。',
  comfort: '車室の平均温度', comfortText: (celsius, values) => `過去 10 分間の平均 ${celsius} °C（${values} 個の値、車外に出ません）`,
  receipts: '削除の控え', receiptsNone: '控えはまだありません。',
  receipt: (number) => `${number} 号`, deletedNone: '車内に削除するものはありませんでした。',
  deleted: (count) => `${count} 件を削除`,
  onshoreOpen: '車外（国内）：削除を要求しました。控えはまだ届いていません。',
  onshoreProven: (rows) => `車外（国内）：${rows} 件を削除、監査ログで証明済み。`,
  onshoreBroken: '車外（国内）：控えを検証できません。',
  said: '停止し、削除しました。', granted: '有効になりました。', failed: '保存できませんでした。もう一度お試しください。',
  version: '版', digest: 'ダイジェスト',
  groups: {vehicle: '車両の動作', exterior: '車外の映像（顔とナンバープレートは隠しています）', position: '位置', driver: '運転の傾向',
    charging: '充電の記録', cabin: '車室内のデータ', control: '処理の記録（個人の内容なし）', statutory: '法令による報告', other: 'その他'},
};

export const WORDS = {zh: ZH, en: EN, ja: JA};

/** Sums counts of categories by what people call them. */
export function grouped(counts, words) {
  const groups = new Map();
  for (const [category, count] of Object.entries(counts)) {
    const name = words.groups[category.split('.')[0]] ?? words.groups.other;
    groups.set(name, (groups.get(name) ?? 0) + count);
  }
  return [...groups].sort((one, other) => other[1] - one[1]);
}
