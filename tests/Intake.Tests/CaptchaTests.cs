using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using SkiaSharp;
using Xunit;

namespace Moderation.Intake.Tests;

public class CaptchaTests(IntakeUnderTest intake)
{
    private const string Browser = "text/html,application/xhtml+xml,*/*;q=0.8";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_lets_one_comment_in_and_the_same_request_again_is_the_same_comment()
    {
        var article = IntakeUnderTest.NewArticle();
        var id = await intake.MakeAsync(article);
        var comment = Captchas.Answered(id, await intake.CodeOfAsync(id));
        var first = await IntakeUnderTest.SendAsync(intake.Asking, comment, article, $"key/{id}");
        Assert.Equal(202, first.Status);
        Assert.Equal(first.Body, (await IntakeUnderTest.SendAsync(intake.Asking, comment, article, $"key/{id}")).Body);
        Assert.Equal("captcha-used", (await IntakeUnderTest.SendAsync(intake.Asking, comment, article)).Problem);
        Assert.Equal(1, await CountAsync(article));
    }

    [Fact]
    public async Task A_code_that_is_raced_between_copies_lets_one_comment_in()
    {
        var article = IntakeUnderTest.NewArticle();
        var id = await intake.MakeAsync(article);
        var comment = Captchas.Answered(id, await intake.CodeOfAsync(id)).ToJsonString();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(i => SendAsync((i % 3) switch { 0 => intake.Site, 1 => intake.Public, _ => intake.Asking }, null))
        );
        Assert.Single(answers, answer => answer.Status == 202);
        Assert.All(answers.Where(answer => answer.Status != 202), answer => Assert.Equal("captcha-used", answer.Problem));
        Assert.Equal(1, await CountAsync(article));

        var next = await intake.MakeAsync(article);
        comment = Captchas.Answered(next, await intake.CodeOfAsync(next)).ToJsonString();
        answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => SendAsync(i % 2 == 0 ? intake.Site : intake.Asking, $"key/{next}"))
        );
        Assert.All(answers, answer => Assert.Equal(202, answer.Status));
        Assert.Equal(2, await CountAsync(article));

        Task<Answer> SendAsync(HttpClient client, string? key) =>
            IntakeUnderTest.SendAsync(client, JsonNode.Parse(comment)!, article, key);
    }

    [Fact]
    public async Task A_wrong_try_burns_the_code_and_a_fault_elsewhere_does_not()
    {
        var article = IntakeUnderTest.NewArticle();
        var id = await intake.MakeAsync(article);
        var code = await intake.CodeOfAsync(id);
        var nameless = Captchas.Answered(id, code);
        nameless["name"] = "";
        Assert.Equal(["name: required"], (await PostAsync(nameless)).FieldErrors);

        var wrong = await PostAsync(Captchas.Answered(id, code[..4] + (code[4] == 'C' ? 'F' : 'C')));
        Assert.Equal(400, wrong.Status);
        Assert.Equal("captcha-wrong", wrong.Problem);
        Assert.Equal(["captcha.answer: captcha-wrong"], wrong.FieldErrors);
        Assert.Equal("captcha-used", (await PostAsync(Captchas.Answered(id, code))).Problem);
        using var picture = await intake.Site.GetAsync($"captchas/{id}/picture", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, picture.StatusCode);
        Assert.Equal(0, await CountAsync(article));

        Task<Answer> PostAsync(JsonObject comment) => IntakeUnderTest.SendAsync(intake.Asking, comment, article);
    }

    [Fact]
    public async Task A_code_that_is_missing_expired_unknown_or_of_another_article_is_refused_in_words()
    {
        var (article, other) = (IntakeUnderTest.NewArticle(), IntakeUnderTest.NewArticle());
        var (expired, foreign) = (await intake.MakeAsync(article), await intake.MakeAsync(other));
        await using var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation);
        await connection.ExecuteAsync("UPDATE captchas SET expires_at = now() WHERE id = @expired", new { expired });

        var missing = await IntakeUnderTest.SendAsync(intake.Asking, Comments.Valid(), article);
        Assert.Equal(["captcha.answer: captcha-required"], missing.FieldErrors);
        var noId = await PostAsync(new JsonObject { ["id"] = "x", ["answer"] = "C" });
        Assert.Equal(["captcha.id: invalid-id"], noId.FieldErrors);
        var passedOn = await intake.PostAsync(Comments.With("captcha.answer", ""), article);
        Assert.Equal(["captcha.answer: captcha-required"], passedOn.FieldErrors);
        Assert.Equal("captcha-expired", await ProblemAsync(expired, await intake.CodeOfAsync(expired)));
        Assert.Equal("captcha-expired", await ProblemAsync(Guid.CreateVersion7(), "CCCCC"));
        Assert.Equal("captcha-of-another-article", await ProblemAsync(foreign, await intake.CodeOfAsync(foreign)));
        Assert.Equal(202, (await SendAsync(other, foreign, await intake.CodeOfAsync(foreign))).Status);
        Assert.Equal(0, await CountAsync(article));

        async Task<string> ProblemAsync(Guid id, string code) => (await SendAsync(article, id, code)).Problem;
        Task<Answer> SendAsync(string under, Guid id, string code) =>
            IntakeUnderTest.SendAsync(intake.Asking, Captchas.Answered(id, code), under);
        Task<Answer> PostAsync(JsonObject captcha)
        {
            var comment = Comments.Valid();
            comment["captcha"] = captcha;
            return IntakeUnderTest.SendAsync(intake.Asking, comment, article);
        }
    }

    [Fact]
    public async Task A_code_may_be_typed_in_small_letters_with_spaces_or_in_full_width()
    {
        var article = IntakeUnderTest.NewArticle();
        foreach (var typed in new Func<string, string>[] { c => c.ToLowerInvariant(), c => $" {c[..2]} {c[2..]}-", FullWidth })
        {
            var id = await intake.MakeAsync(article);
            var comment = Captchas.Answered(id, typed(await intake.CodeOfAsync(id)));
            Assert.Equal(202, (await IntakeUnderTest.SendAsync(intake.Asking, comment, article)).Status);
        }
        var last = await intake.MakeAsync(article);
        var hostile = Captchas.Answered(last, new string('C', 10_000));
        Assert.Equal("captcha-wrong", (await IntakeUnderTest.SendAsync(intake.Asking, hostile, article)).Problem);

        static string FullWidth(string code) => string.Concat(code.Select(c => (char)(c + 0xFEE0)));
    }

    [Fact]
    public async Task The_picture_has_ink_is_the_same_each_time_and_another_for_another_code()
    {
        var article = IntakeUnderTest.NewArticle();
        var (one, other) = (await intake.MakeAsync(article), await intake.MakeAsync(article));
        using var response = await intake.Public.GetAsync($"captchas/{one}/picture", Cancellation);
        Assert.Equal("image/png", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.CacheControl!.NoStore);
        var png = await response.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal(png, await intake.Site.GetByteArrayAsync($"captchas/{one}/picture", Cancellation));
        Assert.NotEqual(png, await intake.Site.GetByteArrayAsync($"captchas/{other}/picture", Cancellation));

        using var picture = SKBitmap.Decode(png);
        var dark = picture.Pixels.Count(pixel => pixel.Red + pixel.Green + pixel.Blue < 350);
        Assert.InRange(dark, picture.Pixels.Length / 20, picture.Pixels.Length / 2);
        // The letters fill the middle from left to right, which strokes alone would not.
        for (var part = 1; part < 7; part++)
            Assert.True(InkOf(part) > 150, $"there is no letter in part {part}");

        int InkOf(int part) =>
            Enumerable
                .Range(part * picture.Width / 8, picture.Width / 8)
                .Sum(x => Enumerable.Range(0, picture.Height).Count(y => picture.GetPixel(x, y).Green < 110));
    }

    [Fact]
    public async Task The_audio_is_speech_is_the_same_each_time_and_another_for_another_code()
    {
        var article = IntakeUnderTest.NewArticle();
        var (one, other) = (await intake.MakeAsync(article), await intake.MakeAsync(article));
        using var response = await intake.Public.GetAsync($"captchas/{one}/audio", Cancellation);
        Assert.Equal("audio/wav", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.CacheControl!.NoStore);
        var wav = await response.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal(wav, await intake.Site.GetByteArrayAsync($"captchas/{one}/audio", Cancellation));
        Assert.NotEqual(wav, await intake.Site.GetByteArrayAsync($"captchas/{other}/audio", Cancellation));
        Assert.Equal("RIFF", System.Text.Encoding.ASCII.GetString(wav, 0, 4));
        var loud = Enumerable.Range(22, wav.Length / 2 - 22).Count(i => Math.Abs((int)BitConverter.ToInt16(wav, 2 * i)) > 4_000);
        // Five letters of half a second and more, of which the loud part is a fraction.
        Assert.InRange(loud, Moderation.Intake.Captchas.CaptchaAudio.Rate / 4, wav.Length / 4);
    }

    [Fact]
    public async Task One_subscriber_has_so_many_open_codes_and_no_more_however_fast_they_are_asked_for()
    {
        var article = IntakeUnderTest.NewArticle();
        var prefix = Captchas.NewAddress()[..^1];
        var answers = await Task.WhenAll(
            Enumerable
                .Range(1, 40)
                .Select(i => intake.AskAsync(intake.Site, article, Guid.CreateVersion7(), $"{prefix}{i:x}"))
        );
        Assert.Equal(20, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.Equal(20, refused.Count);
        Assert.NotNull(refused[0].Headers.RetryAfter);
        var elsewhere = IntakeUnderTest.NewArticle();
        using var another = await intake.AskAsync(intake.Site, elsewhere, Guid.CreateVersion7(), Captchas.NewAddress());
        Assert.Equal(HttpStatusCode.OK, another.StatusCode);

        // What was answered rightly makes room.
        await using var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation);
        var id = await connection.QueryFirstAsync<Guid>("SELECT id FROM captchas WHERE article_id = @article", new { article });
        await IntakeUnderTest.SendAsync(intake.Site, Captchas.Answered(id, await intake.CodeOfAsync(id)), article);
        using var next = await intake.AskAsync(intake.Site, article, Guid.CreateVersion7(), $"{prefix}aa");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task A_code_that_is_asked_for_again_is_the_same_and_nobody_speaks_for_the_site()
    {
        var article = IntakeUnderTest.NewArticle();
        var id = await intake.MakeAsync(article);
        var code = await intake.CodeOfAsync(id);
        using var again = await intake.AskAsync(intake.Site, article, id, Captchas.NewAddress());
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.DoesNotContain(code, await again.Content.ReadAsStringAsync(Cancellation), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(code, await intake.CodeOfAsync(id));
        using var foreign = await intake.AskAsync(intake.Site, IntakeUnderTest.NewArticle(), id, Captchas.NewAddress());
        Assert.Equal(HttpStatusCode.Conflict, foreign.StatusCode);
        using var posing = await intake.AskAsync(intake.Public, article, Guid.CreateVersion7(), "203.0.113.9");
        Assert.Equal(HttpStatusCode.Forbidden, posing.StatusCode);
        var path = $"articles/{article}/captchas/{Guid.CreateVersion7()}";
        using var plain = await intake.Public.PutAsync(path, null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);

        await using var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation);
        var row = await connection.QuerySingleAsync<string>("SELECT c::text FROM captchas c WHERE id = @id", new { id });
        Assert.DoesNotContain(code, row, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_form_without_scripts_is_given_a_picture_and_keeps_what_was_typed()
    {
        var article = IntakeUnderTest.NewArticle();
        var fields = new List<KeyValuePair<string, string>>
        {
            new("name", "Trần \"Bình\""),
            new("title", "Hỏi"),
            new("content", "Dòng một\r\nDòng hai <b>"),
        };
        var asked = await PostAsync(fields);
        Assert.Equal(400, asked.Status);
        Assert.Contains("Bạn hãy nhập mã xác nhận trong hình.", WebUtility.HtmlDecode(asked.Body), StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", asked.Response.Headers.GetValues("Content-Security-Policy").Single());
        var given = HiddenFields.In(asked.Body);
        Assert.Equal(fields.Concat(fields), given.Where(field => field.Key != "captcha.id"));

        var wrong = await PostAsync([.. fields, IdOf(given), new("captcha.answer", "VVVVV")]);
        Assert.Contains("Mã xác nhận chưa đúng.", WebUtility.HtmlDecode(wrong.Body), StringComparison.Ordinal);
        var second = IdOf(HiddenFields.In(wrong.Body));
        Assert.NotEqual(IdOf(given), second);
        using var picture = await intake.Asking.GetAsync($"captchas/{second.Value}/picture", Cancellation);
        Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
        var code = await intake.CodeOfAsync(Guid.Parse(second.Value));
        var sent = await PostAsync([.. fields, second, new("captcha.answer", code)]);
        Assert.Equal(303, sent.Status);
        Assert.Equal(1, await CountAsync(article));

        static KeyValuePair<string, string> IdOf(List<KeyValuePair<string, string>> all) =>
            all.Single(field => field.Key == "captcha.id");

        Task<Answer> PostAsync(List<KeyValuePair<string, string>> form)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"articles/{article}/comments")
            {
                Content = new FormUrlEncodedContent(form),
            };
            request.Headers.Add("Accept", Browser);
            return Answer.ToAsync(intake.Asking, request);
        }
    }

    private async Task<long> CountAsync(string article)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation);
        return await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM submissions WHERE article_id = @article",
            new { article }
        );
    }
}
