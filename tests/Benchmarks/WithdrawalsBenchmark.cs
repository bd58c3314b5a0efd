using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Moderation.Load;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// How long a published comment can still be read after its author has withdrawn it: each is withdrawn by its secret link, and
/// every place that shows comments is asked again and again, all at the same time, until none has it any more.
/// </summary>
internal static class WithdrawalsBenchmark
{
    /// <summary>One that the demo's newspaper has.</summary>
    private const string Article = "vinh-hoa-len-hang-phut-bu-gio";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    public static async Task<int> RunAsync(string addresses, int count)
    {
        var system = Addresses.Read(new FileInfo(addresses));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var shown = await PublishAsync(system, count);
        var places = PlacesOf(system);
        var gone = places.ToDictionary(place => place.Key, _ => new List<double>(), StringComparer.Ordinal);
        foreach (var (id, tracking) in shown)
        {
            foreach (var (name, page) in places)
                if (!await HasAsync(http, page, id))
                    throw new InvalidOperationException($"{name} does not show what is published.");
            using var withdrawn = await http.PostAsync(new Uri(tracking + "/withdraw"), content: null);
            withdrawn.EnsureSuccessStatusCode();
            var start = Stopwatch.GetTimestamp();
            var times = await Task.WhenAll(places.Values.Select(page => UntilGoneAsync(http, page, id, start)));
            foreach (var (name, time) in places.Keys.Zip(times))
                gone[name].Add(time.TotalMilliseconds);
        }
        Print(gone, shown.Count);
        return 0;
    }

    /// <returns>Comments that are on the site, the newest first, with their secret links.</returns>
    private static async Task<IReadOnlyList<(Guid Id, Uri Tracking)>> PublishAsync(Addresses system, int count)
    {
        var own = CommentFile.Read(new FileInfo(Path.Combine(AppContext.BaseDirectory, "comments.jsonl")), count: null);
        var comments = VariedComments.Of(own, count, Random.Shared.Next()).Select(comment => comment with
        {
            ArticleId = Article,
            Answers = 0,
        });
        var links = new ConcurrentDictionary<Guid, Uri>();
        using var newsroom = await Newsroom.SignInAsync(system);
        using var shift = new CancellationTokenSource(Patience);
        var working = newsroom.WorkAsync(shift.Token);
        await Sender.SendAsync(system, [.. comments], 20, new ProgressBars(), shift.Token, (id, link) => links[id] = link);
        await using var stores = new Stores(system);
        Guid[] shown = [];
        // What the newsroom takes back, it takes back ten seconds later.
        for (var calm = 0; calm < 15; calm++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), shift.Token);
            var now = await ShownAsync(stores, [.. links.Keys]);
            calm = now.Length == 0 || now.Length != shown.Length ? 0 : calm;
            shown = now;
        }
        await shift.CancelAsync();
        await working;
        return [.. shown.Select(id => (id, links[id]))];
    }

    private static async Task<Guid[]> ShownAsync(Stores stores, Guid[] ids)
    {
        const string sql = """
            SELECT id FROM comments WHERE id = ANY(@ids) AND status = 'shown' ORDER BY submitted_at DESC, id DESC
            """;
        await using var connection = await stores.Site.OpenConnectionAsync();
        return [.. await connection.QueryAsync<Guid>(sql, new { ids })];
    }

    private static Dictionary<string, Uri> PlacesOf(Addresses system) =>
        new(StringComparer.Ordinal)
        {
            ["Publisher's page"] = new(system.Publisher, $"articles/{Article}/comments"),
            ["the fragment"] = new(system.Publisher, $"articles/{Article}/comments.html"),
            ["the feed"] = new(system.Publisher, $"articles/{Article}/comments.atom"),
            ["the article on the site"] = new(system.Site, $"bai-viet/{Article}"),
        };

    private static async Task<bool> HasAsync(HttpClient http, Uri page, Guid id) =>
        (await http.GetStringAsync(page)).Contains(id.ToString(), StringComparison.Ordinal);

    private static async Task<TimeSpan> UntilGoneAsync(HttpClient http, Uri page, Guid id, long start)
    {
        while (await HasAsync(http, page, id))
            await Task.Delay(Between);
        return Stopwatch.GetElapsedTime(start);
    }

    private static void Print(Dictionary<string, List<double>> gone, int comments)
    {
        var table = new Table().AddColumns("Place", "median (ms)", "longest (ms)");
        foreach (var (place, times) in gone)
            table.AddRow(place, Ms(times.Order().ElementAt(times.Count / 2)), Ms(times.Max()));
        AnsiConsole.Write(table);
        Console.WriteLine($"of {comments} comments, from the answer to the withdrawal until nothing shows it");

        static string Ms(double time) => time.ToString("0", CultureInfo.InvariantCulture);
    }
}
