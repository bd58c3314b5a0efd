using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Moderation.Contracts;
using Moderation.Intake.Submissions;
using Moderation.Moderator.Review;
using Moderation.Testing;
using Xunit;

namespace Moderation.Intake.Tests.Archives;

/// <summary>What is exported is all that is needed to stand elsewhere as it stood here.</summary>
public class RoundTripTests
{
    private const string Lines =
        """{"id":"0198f1a2-0000-7000-8000-000000000001","articleId":"cau-moi","headline":"Cầu mới","lead":"Sáng nay.","""
        + """ "section":"Giao thông","url":"https://bao.example/cau-moi","submittedAt":"2024-05-31T07:05:00.123456Z","""
        + """ "name":"Lê Hoa","title":"Mừng quá","content":"Cầu đẹp.\nMong có xe buýt\u200b.","phone":"+84912345678","""
        + """ "consent":"v1","consentedAt":"2024-05-31T07:05:00Z","status":"approved","decidedAt":"2024-05-31T08:00:00Z"}"""
        + "\n"
        + """{"id":"0198f1a2-0000-7000-8000-000000000002","articleId":"cau-moi","""
        + """ "parentId":"0198f1a2-0000-7000-8000-000000000001","submittedAt":"2024-05-31T09:00:00Z","name":"Trần An","""
        + """ "content":"Gọi tôi số •••","received":{"title":null,"content":"Gọi tôi số 0912 345 679"},"status":"approved","""
        + """ "decidedAt":"2024-05-31T10:00:00Z"}"""
        + "\n"
        + """{"id":"0198f1a2-0000-7000-8000-000000000003","articleId":"cau-moi","submittedAt":"2024-05-31T11:00:00Z","""
        + """ "name":"Bùi Lan","title":"Phí","content":"Bao giờ thu phí?","status":"pending"}"""
        + "\n"
        + """{"id":"0198f1a2-0000-7000-8000-000000000004","articleId":"cau-moi","submittedAt":"2024-05-31T12:00:00Z","""
        + """ "name":"Vũ Bình","title":"A","content":"Câu này công kích người khác.","status":"rejected","""
        + """ "reason":"personalAttack","decidedAt":"2024-05-31T12:30:00Z"}"""
        + "\n"
        + """{"id":"0198f1a2-0000-7000-8000-000000000006","articleId":"cau-moi","headline":"Cầu mới","lead":"Sáng nay.","""
        + """ "section":"Giao thông","url":"https://bao.example/cau-moi","parentId":"0198f1a2-0000-7000-8000-000000000001","""
        + """ "submittedAt":"2024-05-31T14:00:00Z","name":"Tòa soạn","content":"Đã có tuyến 03.","status":"approved","""
        + """ "decidedAt":"2024-05-31T14:00:05Z","badge":"newsroom"}"""
        + "\n"
        + """{"id":"0198f1a2-0000-7000-8000-000000000007","articleId":"cau-moi","submittedAt":"2024-05-31T15:00:00Z","""
        + """ "name":"Phạm Minh","title":"Cảm ơn","content":"Tôi sẽ viết tiếp.","status":"approved","featured":true,"""
        + """ "decidedAt":"2024-05-31T15:30:00Z","badge":"author"}"""
        + "\n"
        + """{"id":"0198f1a2-0000-7000-8000-000000000005","articleId":"cau-moi","submittedAt":"2024-05-31T13:00:00Z","""
        + """ "name":"Hồ Giang","title":"B","content":"Tôi rút lại.","status":"withdrawn","""
        + """ "withdrawnAt":"2024-05-31T13:30:00Z"}""";

    [Fact]
    public async Task An_export_brought_into_an_empty_system_and_exported_again_is_the_same_bytes()
    {
        await using var first = await RunningPair.StartAsync();
        await using var second = await RunningPair.StartAsync();
        using var accepted = await first.Intake.PostAsJsonAsync(
            "articles/cau-moi/comments",
            Comments.With("phone", "0912 345 680"),
            TestContext.Current.CancellationToken
        );
        Assert.True(accepted.IsSuccessStatusCode);
        await first.ReplyAsync();
        await first.BringInAsync(first.Archive.Write("cu.jsonl", Lines), judged: 2);

        Assert.Equal(0, (await first.Archive.ExportAsync("ra.jsonl", "--phones")).Code);
        var exported = await File.ReadAllBytesAsync(first.Archive.PathOf("ra.jsonl"), TestContext.Current.CancellationToken);
        await second.BringInAsync(first.Archive.PathOf("ra.jsonl"), judged: 2);
        Assert.Equal(0, (await second.Archive.ExportAsync("ra.jsonl", "--phones")).Code);

        var text = Encoding.UTF8.GetString(exported);
        Assert.Equal(9, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(
            text,
            await File.ReadAllTextAsync(second.Archive.PathOf("ra.jsonl"), TestContext.Current.CancellationToken)
        );
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        foreach (var given in Lines.Split('\n').Select(line => JsonNode.Parse(line)!))
        {
            (given["received"] as JsonObject)?.Remove("title");
            Assert.Contains(lines, line => JsonNode.DeepEquals(line, given));
        }

        Assert.Equal(
            [
                "approve archive True",
                .. Enumerable.Repeat("approve archive False", 4),
                "reject archive False",
            ],
            await second.DecisionsAsync()
        );
        Assert.Equal("6 newsroom f, 7 author t, 8 newsroom f", await second.MarkedAsync());
    }

    [Fact]
    public async Task Phones_are_exported_on_demand_alone_into_a_file_that_only_its_owner_reads_and_none_is_overwritten()
    {
        await using var archive = await ArchiveDatabase.CreateAsync();
        await archive.ImportAsync(archive.Write("cu.jsonl", Lines));

        Assert.Equal(0, (await archive.ExportAsync("khong.jsonl")).Code);
        Assert.Equal(0, (await archive.ExportAsync("co.jsonl", "--phones")).Code);
        var over = await archive.ExportAsync("co.jsonl");

        Assert.Equal(1, over.Code);
        Assert.Contains("cannot be written", over.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("84912345678", File.ReadAllText(archive.PathOf("khong.jsonl")), StringComparison.Ordinal);
        Assert.Contains("\"+84912345678\"", File.ReadAllText(archive.PathOf("co.jsonl")), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(archive.PathOf("co.jsonl"))
            );
    }
}

/// <summary>Intake and Moderator, with a broker and databases of their own; no scores come.</summary>
internal sealed class RunningPair : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _parts = [];
    private TestDatabase _decisions = null!;
    private TestBroker _broker = null!;

    public ArchiveDatabase Archive { get; private set; } = null!;

    public HttpClient Intake { get; private set; } = null!;

    public static async Task<RunningPair> StartAsync()
    {
        var pair = new RunningPair();
        var broker = pair._broker = pair.Own(await TestBroker.CreateAsync("archive"));
        pair.Archive = pair.Own(await ArchiveDatabase.CreateAsync());
        pair._decisions = pair.Own(await TestDatabase.CreateAsync("archive"));
        var settings = pair.Archive.Settings.ToDictionary(
            setting => setting.Key.Replace("__", ":", StringComparison.Ordinal),
            setting => (string?)setting.Value,
            StringComparer.Ordinal
        );
        settings["ConnectionStrings:RabbitMq"] = broker.UriOf("intake").AbsoluteUri;
        settings["Site:Policy"] = "trusted-local";
        var intake = pair.Own(new ServiceUnderTest<SubmissionStore>(settings));
        var moderator = pair.Own(
            new ServiceUnderTest<RecordSubmissionConsumer>(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["ConnectionStrings:Database"] = pair._decisions.ConnectionString,
                    ["ConnectionStrings:RabbitMq"] = broker.UriOf("moderator").AbsoluteUri,
                    ["DataProtection:Key"] = Convert.ToBase64String(new byte[32]),
                    ["Policy:ScoringTimeout"] = "00:00:01",
                    ["Decisions:Grace"] = "00:00:00",
                }
            )
        );
        pair.Intake = intake.Client();
        foreach (var client in new[] { pair.Intake, moderator.Client() })
            await Eventually.IsTrueAsync("the service is ready", async () =>
                (await client.GetAsync("health/ready")).IsSuccessStatusCode
            );
        return pair;
    }

    /// <summary>Until what was decided there is decided here, and the others wait for people.</summary>
    public async Task BringInAsync(string file, int judged)
    {
        var (code, said) = await Archive.ImportAsync(file, "--keep-decisions");
        Assert.True(code == 0, said);
        await Eventually.IsTrueAsync("what was decided there is decided here", async () =>
            await Archive.OneAsync<string>(
                "SELECT string_agg(status, ' ' ORDER BY id) FROM submissions WHERE id::text LIKE '0198f1a2-0000-7000%'"
            ) == "approved approved pending rejected withdrawn approved approved approved"
        );
        await Eventually.IsTrueAsync("the others wait", async () =>
            await CountAsync("SELECT count(*)::int FROM comments WHERE is_waiting(status)") == judged
        );
    }

    /// <summary>The newsroom answers, as Moderator tells it.</summary>
    public async Task ReplyAsync()
    {
        var moment = new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);
        var reply = new CommentApproved
        {
            CommentId = Guid.Parse("0198f1a2-0000-7000-8000-000000000008"),
            Revision = 1,
            Version = 1,
            ArticleId = "cau-moi",
            ParentId = Guid.Parse("0198f1a2-0000-7000-8000-000000000001"),
            Text = new CommentText
            {
                Name = "Tòa soạn",
                Title = "",
                Content = "Cảm ơn bạn <b> & các bạn.",
            },
            Badge = Badge.Newsroom,
            SubmittedAt = moment,
            ApprovedAt = moment.AddSeconds(5),
        };
        await _broker.PublishAsync(reply);
        await Eventually.IsTrueAsync("the reply is known", async () =>
            await Archive.OneAsync<long>("SELECT count(*) FROM submissions WHERE published IS NOT NULL") == 1
        );
    }

    /// <summary>Whose voice comments are here that are no reader's, and whether they are picked out.</summary>
    public async Task<string?> MarkedAsync()
    {
        const string sql = """
            SELECT string_agg(concat_ws(' ', right(id::text, 1), badge, featured), ', ' ORDER BY id) FROM comments
            WHERE badge IS NOT NULL
            """;
        await using var connection = await _decisions.Source.OpenConnectionAsync();
        return await Dapper.SqlMapper.ExecuteScalarAsync<string>(connection, sql);
    }

    /// <summary>What was decided, by which rule, and whether another text was approved.</summary>
    public async Task<IReadOnlyList<string>> DecisionsAsync()
    {
        await Eventually.IsTrueAsync("decisions are sealed", async () =>
            await CountAsync("SELECT count(*)::int FROM decisions WHERE id NOT IN (SELECT decision_id FROM decision_seals)") == 0
        );
        await using var connection = await _decisions.Source.OpenConnectionAsync();
        return
        [
            .. await Dapper.SqlMapper.QueryAsync<string>(
                connection,
                """
                SELECT concat_ws(' ', outcome, rule, CASE WHEN edit_digest IS NULL THEN 'False' ELSE 'True' END) FROM decisions
                WHERE rule = 'archive' ORDER BY outcome, edit_digest IS NULL
                """
            ),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(_parts))
            await part.DisposeAsync();
    }

    private async Task<int> CountAsync(string sql)
    {
        await using var connection = await _decisions.Source.OpenConnectionAsync();
        return await Dapper.SqlMapper.ExecuteScalarAsync<int>(connection, sql);
    }

    private T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }
}
