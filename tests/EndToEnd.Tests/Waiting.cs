using System.Globalization;

namespace Moderation.EndToEnd.Tests;

/// <summary>Comments that wait for a moderator, found again by a mark of their own.</summary>
internal sealed record Waiting(string Mark, string Queue, IReadOnlyList<Guid> Ids)
{
    private static readonly string[] Places =
    [
        "Hội An",
        "Cần Thơ",
        "Đà Lạt",
        "Sa Pa",
        "Phú Quốc",
        "Quy Nhơn",
        "Nha Trang",
        "Hạ Long",
        "Buôn Ma Thuột",
        "Ninh Bình",
        "Mộc Châu",
        "Bến Tre",
    ];

    private static readonly string[] Things =
    [
        "hàng cây",
        "bến thuyền",
        "ngôi trường",
        "con dốc",
        "mái đình",
        "vườn hoa",
        "cây cầu",
        "thư viện",
        "quán phở",
        "bãi biển",
        "chợ sớm",
        "bưu điện",
    ];

    private static readonly string[] Words =
    [
        "yên bình",
        "rộng rãi",
        "sạch sẽ",
        "nhộn nhịp",
        "mát mẻ",
        "đáng nhớ",
        "gọn gàng",
        "thơ mộng",
        "ấm cúng",
        "xanh tươi",
        "lặng lẽ",
        "rực rỡ",
    ];

    /// <summary>Sends harmless comments of different words, so that they wait together and are no near-duplicates.</summary>
    public static async Task<Waiting> SendAsync(RunningSystem system, int count, string? article = null, string? name = null)
    {
        var mark = NewMark();
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
            ids.Add(
                (await reader.SendAsync(article ?? $"{mark}-{i}", $"{Thought()} {mark}", name: name ?? $"Bạn Đọc {mark} {i}")).Id
            );

        var queue = await moderator.AwaitWaitingAsync(ids[0]);
        foreach (var id in ids)
        {
            if (await moderator.AwaitWaitingAsync(id) != queue)
                queue = "suspect";
        }

        var waiting = new Waiting(mark, queue, ids);
        foreach (var id in ids)
            await waiting.JoinAsync(moderator, id);
        return waiting;
    }

    /// <summary>
    /// Waits until a comment waits in the same queue; one that the policy put into another is held, which moves it to the suspect
    /// ones.
    /// </summary>
    public async Task JoinAsync(Moderator moderator, Guid id)
    {
        if (await moderator.AwaitWaitingAsync(id) != Queue)
            await moderator.DecideAsync(id, "hold");
    }

    /// <summary>A word that nobody else writes, and that no model takes for a number.</summary>
    public static string NewMark() =>
        string.Concat(
            Enumerable.Range(0, 6).Select(_ => $"{"bcdhklmnrstv"[Random.Shared.Next(12)]}{"aeiou"[Random.Shared.Next(5)]}")
        );

    public static string Thought()
    {
        string[] of =
        [
            .. Random.Shared.GetItems(Places, 2),
            .. Random.Shared.GetItems(Things, 3),
            .. Random.Shared.GetItems(Words, 3),
        ];
        return string.Format(
            CultureInfo.InvariantCulture,
            "Tôi nhớ {2} ở {0}, {5} và {6}; còn {3} bên {1} thì {7}, cạnh {4}.",
            [.. of]
        );
    }
}
