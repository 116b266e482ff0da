package dev.breakwater.report;

import dev.breakwater.report.annual.AnnualSheet;
import dev.breakwater.report.incident.IncidentSheet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What the example manufacturer says itself. */
final class SampleSheets {
  private SampleSheets() {}

  static AnnualSheet annual(Samples samples) throws Exception {
    return new AnnualSheet(
        samples.file("annual.yaml"),
        2026,
        "示例汽车有限公司 Example Motors (China)",
        new AnnualSheet.Contact("张伟", "security@example.cn"),
        new AnnualSheet.Contact("李娜", "+86 21 5555 0100"),
        List.of(
            new AnnualSheet.Activity("车外影像（匿名化后）", "驾驶辅助功能改进", "在车内匿名化；仅保留触发片段", "上海数据中心", "14 天"),
            new AnnualSheet.Activity("驾驶行为", "保修", "合同履行所必需", "上海数据中心", "3 年")),
        List.of("端到端加密，每人每目的一把数据密钥；删除即销毁密钥。", "所有决定写入可公开验证的透明日志。"),
        List.of(new AnnualSheet.Recipient("示例地图科技", "geo.raw", "测绘资质单位处理")),
        List.of(
            new AnnualSheet.Incident(
                "INC-2026-003",
                LocalDate.of(2026, 8, 2),
                "存储桶被列举",
                412,
                "吊销密钥，通知当事人",
                samples.file("access.log"))),
        new AnnualSheet.Complaints(31, 30, 118, 118, 0, "客服热线与车机菜单均可提出；平均 2.4 天答复。"),
        Optional.of(
            new AnnualSheet.Abroad(
                "Frankfurt", "12 months", "warranty cases", "HTTPS, pseudonymized")),
        List.of(),
        Optional.of(samples.file("figures.json")),
        Optional.of(samples.file("exports.json")));
  }

  static IncidentSheet incident(Samples samples) throws Exception {
    return new IncidentSheet(
        samples.file("incident.yaml"),
        "INC-2026-003",
        "An unknown key listed a bucket of diagnostic files.",
        true,
        new IncidentSheet.Clock(
            Instant.parse("2026-08-02T09:40:00Z"),
            Optional.of(Instant.parse("2026-08-02T09:12:00Z")),
            Optional.of(Instant.parse("2026-08-02T10:05:00Z")),
            Optional.of(Instant.parse("2026-08-03T01:10:00Z")),
            Optional.empty()),
        "上海市互联网信息办公室",
        List.of("vehicle.diagnostic", "driver.behaviour"),
        412,
        0,
        "A key of a test system was valid in production.",
        "File names were seen; no content was read.",
        List.of(
            new IncidentSheet.Step(Instant.parse("2026-08-02T10:05:00Z"), "the key was revoked")),
        List.of(new IncidentSheet.Shown(samples.file("access.log"), "each access of that key")));
  }
}
