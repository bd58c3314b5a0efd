using System.Globalization;

namespace Moderation.ArticleSite.Articles;

/// <summary>Times and numbers as the paper prints them. Vietnam keeps UTC+7 all year.</summary>
public static class VietnamTime
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>Such as <c>Thứ Ba, 24/11/2026</c>.</summary>
    public static string Day(this DateTimeOffset time) => time.InVietnam().ToString("dddd, dd/MM/yyyy", Vietnamese);

    /// <summary>Such as <c>24/11/2026, 09:20</c>.</summary>
    public static string Minute(this DateTimeOffset time) =>
        time.InVietnam().ToString("dd/MM/yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>For the <c>datetime</c> attribute.</summary>
    public static string Machine(this DateTimeOffset time) =>
        time.InVietnam().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>1.234</c>.</summary>
    public static string Grouped(this long number) => number.ToString("N0", Vietnamese);

    private static DateTimeOffset InVietnam(this DateTimeOffset time) => time.ToOffset(TimeSpan.FromHours(7));
}
