using System.Globalization;

namespace Moderation.EndToEnd.Tests;

/// <summary>Comments that wait for a moderator, found again by a mark of their own.</summary>
internal sealed record Waiting(string Mark, string Queue, IReadOnlyList<Guid> Ids)
{
    /// <summary>Of different words, so that they are no near-duplicates of each other, and harmless, so that they wait together.</summary>
    private static readonly string[] Places =
        ["Hội An", "Cần Thơ", "Đà Lạt", "Sa Pa", "Phú Quốc", "Quy Nhơn", "Vũng Tàu", "Hạ Long", "Buôn Ma Thuột", "Ninh Bình"];

    private static readonly string[] Thoughts =
    [
        "Bài viết hay, mong tòa soạn theo dõi tiếp câu chuyện ở {0}.",
        "Tôi sống tại {0} hai mươi năm, chưa bao giờ thấy phố xá sạch như tháng này.",
        "Giá vé tàu về {0} dịp lễ có được giảm cho sinh viên không vậy mọi người?",
        "Con gái tôi học cấp ba {0}, thầy cô ở đó tận tâm lắm.",
        "Hy vọng cây xanh quanh hồ {0} được giữ lại, mùa hè đỡ nóng biết bao nhiêu.",
    ];

    public static async Task<Waiting> SendAsync(RunningSystem system, int count, string? article = null, string? name = null)
    {
        var mark = Guid.CreateVersion7().ToString("n")[^10..];
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        await moderator.SignInAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            var content = string.Format(CultureInfo.InvariantCulture, Thoughts[i % Thoughts.Length], Places[i / Thoughts.Length % Places.Length]);
            ids.Add((await reader.SendAsync(article ?? $"{mark}-{i}", $"{content} {mark}", name: name ?? $"Bạn Đọc {mark} {i}")).Id);
        }

        string? queue = null;
        foreach (var id in ids)
        {
            var found = await moderator.AwaitWaitingAsync(id);
            queue ??= found;
            if (found != queue)
                throw new InvalidOperationException($"Comment {id} waits in {found}, the others in {queue}.");
        }

        return new Waiting(mark, queue!, ids);
    }
}
