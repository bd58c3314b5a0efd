namespace Moderation.ArticleSite.Articles;

/// <summary>A section of the paper.</summary>
/// <param name="Slug">Its part of the address.</param>
/// <param name="Name">As readers see it.</param>
public sealed record Section(string Slug, string Name)
{
    /// <summary>In the order of the navigation.</summary>
    public static IReadOnlyList<Section> All { get; } =
    [
        new("thoi-su", "Thời sự"),
        new("giao-thong", "Giao thông"),
        new("giao-duc", "Giáo dục"),
        new("kinh-te", "Kinh tế"),
        new("the-thao", "Thể thao"),
        new("van-hoa", "Văn hóa"),
        new("doi-song", "Đời sống"),
    ];

    public string Path => "/chuyen-muc/" + Slug;
}
