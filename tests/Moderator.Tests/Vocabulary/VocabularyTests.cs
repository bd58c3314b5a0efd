using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.People;
using Moderation.Moderator.Policy;
using ThePolicy = Moderation.Moderator.Policy.Policy;

namespace Moderation.Moderator.Tests.Vocabulary;

/// <summary>What the console makes its lists from is whole, and agrees with what decides.</summary>
public class VocabularyTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task It_is_served_to_whoever_is_signed_in_and_again_only_for_another_build()
    {
        using var stranger = moderator.Service.Client();
        using var client = await moderator.SignedInAsync("Người đọc bảng từ", Role.Operator);
        using var refused = await stranger.GetAsync("/api/vocabulary");
        using var first = await client.GetAsync("/api/vocabulary");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/vocabulary");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var unchanged = await client.SendAsync(again);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal("no-cache, private", first.Headers.CacheControl!.ToString());
        var read = await first.JsonAsync();
        Assert.Equal(
            """{"name":"spam","vi":"quảng cáo","en":"spam","unwanted":true,"reason":"spam"}""",
            Row(read, "labels", "spam").GetRawText()
        );
        Assert.Equal(JsonValueKind.Null, Row(read, "labels", "constructive").GetProperty("reason").ValueKind);
        Assert.Equal(
            """{"name":"offTopic","key":6,"vi":"Không liên quan","en":"Off topic","statement":"""
                + """{"vi":"Lý do: không liên quan đến bài viết.","en":"Reason: not about the article."},"""
                + "\"overturner\":\"moderator\"}",
            Row(read, "reasons", "offTopic").GetRawText()
        );
        Assert.Equal(
            """{"name":"unscored","waiting":true,"vi":"Chưa chấm điểm","en":"Not scored"}""",
            Row(read, "queues", "unscored").GetRawText()
        );
        Assert.Equal(
            """
            {"name":"hate-over-hold-threshold","advice":"hold","queue":"suspect","label":"hate","setting":"thresholds",
            "title":{"vi":"Điểm thù ghét cao","en":"High score: hate"},"how":{"vi":"từ {n} trở lên","en":"{n} or more"}}
            """.ReplaceLineEndings(""),
            Row(read, "rules", "hate-over-hold-threshold").GetRawText()
        );
    }

    [Fact]
    public async Task A_text_may_be_as_long_as_is_served_and_no_longer()
    {
        using var client = await moderator.SignedInAsync("Người viết đến sát giới hạn");
        var limits = (await client.ReadAsync("/api/vocabulary")).GetProperty("limits");
        var id = await moderator.QueueAsync();

        using var note = await NoteAsync(Longest("note"));
        using var longNote = await NoteAsync(Longest("note") + 1);
        using var longTitle = await EditAsync(Longest("title") + 1, 1);
        using var longContent = await EditAsync(1, Longest("content") + 1);
        using var edited = await EditAsync(Longest("title"), Longest("content"));

        Assert.True(note.IsSuccessStatusCode);
        Assert.All(
            new[] { longNote, longTitle, longContent },
            refused => Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode)
        );
        Assert.True(edited.IsSuccessStatusCode);

        int Longest(string field) => limits.GetProperty(field).GetProperty("characters").GetInt32();

        Task<HttpResponseMessage> NoteAsync(int length) =>
            client.PostAsJsonAsync($"/api/comments/{id}/notes", new { text = new string('á', length) });

        Task<HttpResponseMessage> EditAsync(int title, int content) =>
            client.PostAsJsonAsync(
                $"/api/comments/{id}/decision",
                new
                {
                    outcome = "approve",
                    revision = 1,
                    edit = new { title = new string('á', title), content = new string('á', content) },
                }
            );
    }

    [Fact]
    public async Task Queues_are_those_of_the_database()
    {
        await using var connection = await moderator.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var status in Enum.GetValues<CommentStatus>())
        {
            var (waiting, decided) = await connection.QuerySingleAsync<(bool, bool)>(
                "SELECT is_waiting(@status), is_decided(@status)",
                new { status = status.Word() }
            );
            Assert.Equal((Queues.Waiting.Contains(status), status.IsDecided()), (waiting, decided));
        }
    }

    [Fact]
    public void Every_status_is_a_queue_or_comes_before_or_after_all_queues() =>
        Assert.Equal(
            Enum.GetValues<CommentStatus>()
                .Except([
                    CommentStatus.AwaitingText,
                    CommentStatus.AwaitingScores,
                    CommentStatus.Withdrawn,
                    CommentStatus.Superseded,
                ]),
            Queues.All.Select(row => row.Status).Order()
        );

    [Fact]
    public void Queues_and_rules_have_words_of_their_own_in_both_languages()
    {
        AssertWords(Queues.All.Select(row => row.Words));
        AssertWords(ThePolicy.Rules.Select(rule => rule.Title));
        Assert.All(ThePolicy.Rules, rule => Assert.False(string.IsNullOrWhiteSpace(rule.How.Vi) || rule.How.En.Length == 0));
        Assert.Equal(ThePolicy.Rules.Count, ThePolicy.Rules.Select(rule => rule.Name).Distinct().Count());
    }

    [Fact]
    public void Settings_are_those_of_the_policy_and_each_rules_setting_is_among_them()
    {
        var settings = JsonSerializer.SerializeToNode(new PolicySettings(), ContractJson.Options)!.AsObject();
        Assert.Equal(
            Leaves(settings).Order(StringComparer.Ordinal),
            SettingGroup
                .All.SelectMany(group => group.Members.Select(member => member.Name).DefaultIfEmpty(), Path)
                .Order(StringComparer.Ordinal)
        );
        Assert.Subset(
            SettingGroup.All.Select(group => group.Name).ToHashSet(),
            ThePolicy.Rules.Select(rule => rule.Setting).OfType<string>().ToHashSet()
        );

        static string Path(SettingGroup group, string? member) =>
            string.Join('.', new[] { group.Name, group.Label?.Word(), member }.OfType<string>());
    }

    private static IEnumerable<string> Leaves(JsonObject settings, string path = "") =>
        settings
            .Where(member => member.Key is not ("sections" or "articles"))
            .SelectMany(member => member.Value is JsonObject group ? Leaves(group, $"{path}{member.Key}.") : [path + member.Key]);

    private static JsonElement Row(JsonElement vocabulary, string table, string name) =>
        vocabulary.GetProperty(table).EnumerateArray().Single(row => row.GetProperty("name").GetString() == name);

    private static void AssertWords(IEnumerable<Words> words)
    {
        var all = words.ToList();
        foreach (var language in new[] { all.ConvertAll(w => w.Vi), all.ConvertAll(w => w.En) })
        {
            Assert.DoesNotContain(language, string.IsNullOrWhiteSpace);
            Assert.Equal(language.Count, language.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        }
    }
}
