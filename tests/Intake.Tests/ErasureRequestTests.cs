using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Moderation.Contracts;
using Moderation.Intake.Tracking;
using Moderation.Testing;
using Xunit;
using static Moderation.Intake.Tests.Decisions;

namespace Moderation.Intake.Tests;

/// <summary>Requests to erase that come by letter, as the console enters them and works on them.</summary>
public class ErasureRequestTests(IntakeUnderTest intake)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateOnly Today => ErasureClock.DayOf(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_phone_number_finds_all_of_its_comments_and_erased_they_are_nowhere_and_the_number_never_was()
    {
        var seed = Guid.CreateVersion7().ToString("n");
        var digits = $"098{RandomNumberGenerator.GetInt32(1_000_000, 10_000_000)}";
        var first = await SubmitAsync(seed, digits);
        var second = await SubmitAsync(seed, digits);
        var author = (await intake.MessageAsync(first.Id)).GetProperty("author").GetProperty("phone").GetString()!;
        var (other, otherTrack) = await SubmitAsync(seed, phone: null);
        var (stranger, _) = await intake.SubmitAsync();
        // One of them its author erased before.
        await intake.ActAsync(second.Track + "/erase", "application/json");
        var before = await StateAsync(second.Track);
        var id = await EnterAsync(Today.AddDays(-1));
        var sought = new { phone = $"{digits[..4]} {digits[4..]}", name = " tên " + seed.ToUpperInvariant() };
        var found = await DoAsync(id, "find", sought);
        Assert.Equal(
            [(other, false, true), (first.Id, true, true)],
            Found(found).Select(one => (IdOf(one), Is(one, "hasPhone"), Is(one, "hasName")))
        );
        Assert.DoesNotContain(seed, found.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(digits[3..], found.Body, StringComparison.Ordinal);
        var permalink = $"https://bao.example/bai-{stranger}#binh-luan-{first.Id}";
        var comments = $"{second.Id}\n{permalink}, {otherTrack}?lang=en la-gi {Guid.Empty}";
        var named = await DoAsync(id, "find", new { comments });
        Assert.Equal([other, second.Id, first.Id], Found(named).Select(IdOf));
        Assert.All(Found(named), one => Assert.True(Is(one, "isNamed")));
        Assert.Equal(
            JsonValueKind.String,
            Found(named).Single(one => IdOf(one) == second.Id).GetProperty("erasureAskedAt").ValueKind
        );
        var unknown = named.Json.GetProperty("unknown").EnumerateArray().Select(one => one.GetString());
        Assert.Equal(["la-gi", $"{Guid.Empty}"], unknown);

        var erasing = Enumerable
            .Range(0, 4)
            .Select(_ => DoAsync(id, "erase", new { comments = new[] { second.Id, other, first.Id } }));
        Assert.All(await Task.WhenAll(erasing), answer => Assert.Equal(204, answer.Status));
        Assert.Equal(204, (await DoAsync(id, "erase", new { comments = new[] { first.Id } })).Status);

        Assert.Single(await intake.ErasedAsync(first.Id));
        Assert.Single(await intake.WithdrawnAsync(first.Id));
        await Eventually.IsTrueAsync("nothing is left", async () =>
            (await Seeded.FoundAsync(intake.Database, seed, author, digits[1..])).Count == 0
        );
        Assert.DoesNotContain(seed, intake.Logs.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(digits[1..], intake.Logs.Text, StringComparison.Ordinal);
        var state = await StateAsync(first.Track);
        Assert.Equal(ErasureClock.BeginningOf(Today.AddDays(-1)), AskedAt(state));
        Assert.Equal(AskedAt(before), AskedAt(await StateAsync(second.Track)));
        Assert.Equal("pending", await TrackedAsync(stranger));
        Assert.Empty(Found(await DoAsync(id, "find", new { phone = digits })));

        Assert.Null((await ErasureAsync(first.Id)).GetProperty("answeredAt").GetString());
        Assert.Equal((3, 3, "open"), Numbers(await RequestAsync(id)));
        Assert.Equal(204, (await DoAsync(id, "complete")).Status);
        Assert.NotNull((await ErasureAsync(first.Id)).GetProperty("answeredAt").GetString());
        Assert.Equal((3, 3, "done"), Numbers(await RequestAsync(id)));
        foreach (var comment in new[] { first.Id, second.Id, other })
            await intake.PublishAsync(new CommentForgotten { CommentId = comment, Revision = 1, ForgottenAt = Decided });
        await Eventually.IsTrueAsync("it is finished", async () => await FindAsync(id, "?done=true") is not null);
        Assert.Equal((3, 0, "done"), Numbers(await FindAsync(id, "?done=true")));
        Assert.Null(await FindAsync(id, ""));
    }

    [Fact]
    public async Task A_request_is_entered_once_has_the_clocks_of_the_day_it_came_and_is_closed_once_with_a_reason()
    {
        var reference = NewReference();
        var day = Today.AddDays(-40);
        var entering = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AddAsync(reference, day)));
        Assert.Single(entering, answer => answer.Status == 204);
        Assert.Equal(4, entering.Count(answer => answer.Status == 409 && answer.Problem == "reference-taken"));
        var listed = Assert.Single(
            (await ListAsync("")).GetProperty("items").EnumerateArray(),
            one => Request(one).GetProperty("reference").GetString() == reference
        );
        var id = IdOf(Request(listed), "id");
        var received = ErasureClock.BeginningOf(day);
        Assert.Equal(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), listed.GetProperty("receivedOn").GetString());
        Assert.Equal(ErasureClock.AnswerBy(received, []), listed.GetProperty("answerBy").GetDateTimeOffset());
        Assert.Equal(ErasureClock.FinishBy(received), listed.GetProperty("finishBy").GetDateTimeOffset());
        Assert.True(Is(listed, "isAnswerLate") && Is(listed, "isLate"));
        Assert.True((await ListAsync("")).GetProperty("late").GetInt32() >= 1);

        Assert.Equal((409, "nothing-erased"), Told(await DoAsync(id, "complete")));
        Assert.Equal(204, (await DoAsync(id, "answer")).Status);
        var answered = Request((await FindAsync(id, ""))!.Value).GetProperty("answeredAt").GetRawText();
        Assert.Equal(204, (await DoAsync(id, "answer")).Status);
        Assert.Equal(answered, Request((await FindAsync(id, ""))!.Value).GetProperty("answeredAt").GetRawText());
        Assert.False(Is((await FindAsync(id, ""))!.Value, "isAnswerLate"));
        Assert.Equal((400, "invalid-fields"), Told(await DoAsync(id, "refuse", new { reason = "vì thế" })));
        Assert.Equal(204, (await DoAsync(id, "refuse", new { reason = "notIdentified" })).Status);
        Assert.Equal("notIdentified", Request((await FindAsync(id, "?done=true"))!.Value).GetProperty("refusal").GetString());
        foreach (var (act, body) in Acts(Guid.CreateVersion7()))
            Assert.Equal((409, "request-closed"), Told(await DoAsync(id, act, body)));
        foreach (var (act, body) in Acts(Guid.CreateVersion7()))
            Assert.Equal((404, "no-such-request"), Told(await DoAsync(Guid.CreateVersion7(), act, body)));
    }

    [Fact]
    public async Task A_comment_that_is_none_has_nothing_erased_and_the_newsrooms_own_is_none()
    {
        var article = IntakeUnderTest.NewArticle();
        var shown = await intake.ShowAsync(article);
        var reply = Guid.CreateVersion7();
        await intake.PublishAsync(Approved(reply, 1) with { ArticleId = article, ParentId = shown.Id, Badge = Badge.Newsroom });
        await Eventually.IsTrueAsync("the reply is known", async () => await TrackedAsync(reply) == "approved");
        var id = await EnterAsync(Today);
        Assert.Equal([shown.Id], Found(await DoAsync(id, "find", new { comments = $"{shown.Id} {reply}" })).Select(IdOf));
        foreach (var none in new[] { Guid.CreateVersion7(), reply })
            Assert.Equal((404, "no-such-comment"), Told(await DoAsync(id, "erase", new { comments = new[] { shown.Id, none } })));
        Assert.Equal("approved", await TrackedAsync(shown.Id));
        Assert.Equal(204, (await DoAsync(id, "erase", new { comments = new[] { shown.Id } })).Status);
        Assert.Equal((409, "erased-already"), Told(await DoAsync(id, "refuse", new { reason = "keptByLaw" })));
    }

    [Theory]
    [InlineData("reference", "")]
    [InlineData("reference", "Nguyễn Văn An")]
    [InlineData("reference", "0912345678")]
    [InlineData("reference", "+84912345678")]
    [InlineData("reference", "12/2026\u0000")]
    [InlineData("reference", "12/2026;DROP")]
    [InlineData("reference", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("channel", "bồ câu")]
    [InlineData("channel", null)]
    [InlineData("receivedOn", null)]
    [InlineData("receivedOn", "0001-01-01")]
    [InlineData("receivedOn", "9999-12-31")]
    [InlineData("id", "00000000-0000-0000-0000-000000000000")]
    public async Task What_is_no_request_is_refused_by_field_and_nothing_is_kept(string field, string? value)
    {
        var request = NewRequest(NewReference(), Today);
        request[field] = value;
        var answer = await AskAsync(HttpMethod.Post, "", request);
        Assert.Equal((400, "invalid-fields"), Told(answer));
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("comments", "")]
    [InlineData("phone", "12345")]
    [InlineData("phone", "' OR true --")]
    [InlineData("name", "a\u0000b")]
    public async Task What_finds_nothing_by_its_kind_is_refused_and_wildcards_find_nothing(string field, string value)
    {
        var id = await EnterAsync(Today);
        var answer = await DoAsync(id, "find", new JsonObject { [field] = value });
        Assert.Equal((400, "invalid-fields"), Told(answer));
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _));
        Assert.Empty(Found(await DoAsync(id, "find", new { name = "%" })));
        var many = string.Join(' ', Enumerable.Range(0, 51).Select(_ => Guid.CreateVersion7()));
        Assert.Equal((400, "invalid-fields"), Told(await DoAsync(id, "find", new { comments = many })));
        var ids = Enumerable.Range(0, 51).Select(_ => Guid.CreateVersion7()).ToArray();
        Assert.Equal((400, "invalid-fields"), Told(await DoAsync(id, "erase", new { comments = ids })));
        Assert.Equal((400, "invalid-fields"), Told(await DoAsync(id, "erase", new { comments = Array.Empty<Guid>() })));
    }

    [Fact]
    public async Task Nobody_works_on_requests_without_the_key()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "operation/erasure-requests")
        {
            Content = JsonContent.Create(NewRequest(NewReference(), Today)),
        };
        using var response = await intake.Public.SendAsync(request, Cancellation);
        Assert.Equal(401, (int)response.StatusCode);
    }

    private static (string Act, object? Body)[] Acts(Guid comment) =>
        [
            ("find", new { comments = $"{comment}" }),
            ("erase", new { comments = new[] { comment } }),
            ("answer", null),
            ("complete", null),
            ("refuse", new { reason = "takenBack" }),
        ];

    private Task<(Guid Id, string Track)> SubmitAsync(string seed, string? phone)
    {
        var comment = Comments.Valid();
        comment["name"] = "Tên " + seed;
        comment["title"] = "Tiêu đề " + seed;
        comment["content"] = "Nội dung " + seed;
        comment["phone"] = phone;
        return intake.SubmitAsync(comment);
    }

    private async Task<Guid> EnterAsync(DateOnly receivedOn)
    {
        var request = NewRequest(NewReference(), receivedOn);
        Assert.Equal(204, (await AskAsync(HttpMethod.Post, "", request)).Status);
        return request["id"]!.GetValue<Guid>();
    }

    private Task<Answer> AddAsync(string reference, DateOnly receivedOn) =>
        AskAsync(HttpMethod.Post, "", NewRequest(reference, receivedOn));

    private static JsonObject NewRequest(string reference, DateOnly receivedOn) =>
        new()
        {
            ["id"] = Guid.CreateVersion7(),
            ["reference"] = reference,
            ["channel"] = "letter",
            ["receivedOn"] = receivedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };

    private static string NewReference() => $"{RandomNumberGenerator.GetHexString(10)}/ĐN-2026";

    private Task<Answer> DoAsync(Guid id, string act, object? body = null) =>
        AskAsync(HttpMethod.Post, $"/{id}/{act}", body);

    private Task<Answer> AskAsync(HttpMethod method, string path, object? body = null)
    {
        var request = new HttpRequestMessage(method, "operation/erasure-requests" + path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Add("X-Operation-Key", IntakeUnderTest.OperationKey);
        return Answer.ToAsync(intake.Public, request);
    }

    private static (int, string) Told(Answer answer) => (answer.Status, answer.Problem);

    private static List<JsonElement> Found(Answer answer) => [.. answer.Json.GetProperty("items").EnumerateArray()];

    private static JsonElement Request(JsonElement listed) => listed.GetProperty("request");

    private static Guid IdOf(JsonElement one) => IdOf(one, "commentId");

    private static Guid IdOf(JsonElement one, string member) => one.GetProperty(member).GetGuid();

    private static bool Is(JsonElement one, string member) => one.GetProperty(member).GetBoolean();

    private static (int, int, string) Numbers(JsonElement? listed)
    {
        var request = Request(listed!.Value);
        return (
            request.GetProperty("comments").GetInt32(),
            request.GetProperty("waiting").GetInt32(),
            request.GetProperty("status").GetString()!
        );
    }

    private static DateTimeOffset AskedAt(JsonElement state) => state.GetProperty("erasureAskedAt").GetDateTimeOffset();

    private async Task<JsonElement> ListAsync(string query) => (await AskAsync(HttpMethod.Get, query)).Json;

    private Task<JsonElement?> RequestAsync(Guid id) => FindAsync(id, "");

    private async Task<JsonElement?> FindAsync(Guid id, string query)
    {
        for (string? next = ""; next is not null;)
        {
            var cursor = next.Length == 0 ? query : $"{(query.Length == 0 ? "?" : query + "&")}cursor={next}";
            var page = await ListAsync(cursor);
            foreach (var one in page.GetProperty("items").EnumerateArray())
            {
                if (IdOf(Request(one), "id") == id)
                    return one;
            }
            next = page.GetProperty("next").GetString();
        }
        return null;
    }

    private async Task<JsonElement> StateAsync(string track) => (await intake.TrackAsync(track, "application/json")).Json;

    private async Task<string?> TrackedAsync(Guid id)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation);
        return await connection.ExecuteScalarAsync<string>("SELECT status FROM submissions WHERE id = @id", new { id });
    }

    /// <summary>Of the list of all erasures.</summary>
    private async Task<JsonElement> ErasureAsync(Guid comment)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation);
        const string sql = "SELECT json_build_object('answeredAt', answered_at) FROM erasures WHERE comment_id = @comment";
        return JsonDocument.Parse((await connection.ExecuteScalarAsync<string>(sql, new { comment }))!).RootElement;
    }
}
