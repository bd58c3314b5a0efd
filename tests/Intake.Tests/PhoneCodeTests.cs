using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Moderation.Intake.Authors;
using Moderation.Intake.PhoneCodes;
using Moderation.ServiceDefaults;
using Xunit;
using static Moderation.Intake.Tests.IntakeUnderTest;

namespace Moderation.Intake.Tests;

public class PhoneCodeTests(IntakeUnderTest intake)
{
    private const string Unreadable = "phoneCode: unreadable-text";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_comment_is_taken_with_the_phone_to_which_the_code_was_sent_and_no_other()
    {
        var phone = NewPhone();
        Assert.Equal(["phone: phone-required"], (await SubmitAsync(phone: null, pass: null)).FieldErrors);
        Assert.Equal(["phone: invalid-phone"], (await SubmitAsync("0912", pass: null)).FieldErrors);
        Assert.Equal(["phonePass: phone-not-confirmed"], (await SubmitAsync(phone, pass: null)).FieldErrors);

        var pass = await ConfirmedAsync(phone);
        var taken = await SubmitAsync($"+84 {phone[1..]}", pass);
        Assert.Equal(202, taken.Status);
        Assert.NotEqual(taken.Id, (await SubmitAsync(phone, pass)).Id);
        Assert.Equal(
            $"{phone[..3]}****{phone[^3..]}",
            (await intake.MessageAsync(taken.Id)).GetProperty("author").GetProperty("maskedPhone").GetString()
        );

        var other = NewPhone();
        string[] foreign = [$"{pass[..^3]}AAA", await ConfirmedAsync(other), "x", new('A', 5000)];
        foreach (var wrong in foreign)
            Assert.Equal(["phonePass: phone-pass-invalid"], (await SubmitAsync(phone, wrong)).FieldErrors);
        Assert.Equal(["phonePass: phone-pass-invalid"], (await SubmitAsync(other, pass)).FieldErrors);
        Assert.Equal(["phonePass: phone-pass-expired"], (await SubmitAsync(phone, PassOfLongAgo(phone))).FieldErrors);
    }

    [Fact]
    public async Task Who_has_the_sites_key_confirms_no_phone_and_without_a_gate_nobody_does()
    {
        var phone = NewPhone();
        Assert.Equal(202, (await SendAsync(intake.Confirming, Comments.With("phone", phone), apiKey: ApiKey)).Status);
        Assert.Equal(202, (await SendAsync(intake.Public, Comments.With("phone", phone))).Status);
        Assert.Equal("phone-codes-off", (await AskAsync(intake.Public, phone)).Problem);
        Assert.Equal("phone-codes-off", (await ConfirmAsync(intake.Public, Guid.CreateVersion7(), phone, "1")).Problem);
    }

    [Fact]
    public async Task Of_two_copies_that_are_told_a_code_at_the_same_time_one_takes_it()
    {
        var phone = NewPhone();
        var (id, code) = await SentAsync(phone);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => ConfirmAsync(CopyFor(i), id, phone, code)));

        var pass = Assert.Single(answers, answer => answer.Status == 200).Json.GetProperty("pass").GetString();
        Assert.Equal(19, answers.Count(answer => answer.Status == 400 && answer.Problem == "phone-code-used"));
        Assert.Equal(202, (await SubmitAsync(phone, pass)).Status);
    }

    [Fact]
    public async Task A_code_that_was_mistyped_five_times_in_whatever_copies_is_worth_nothing()
    {
        var phone = NewPhone();
        var (id, code) = await SentAsync(phone);
        var wrong = code == "000000" ? "000001" : "000000";
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => ConfirmAsync(CopyFor(i), id, phone, wrong)));

        Assert.Equal(4, answers.Count(answer => answer.Problem == "phone-code-wrong"));
        Assert.Equal(16, answers.Count(answer => answer.Problem == "phone-code-spent"));
        Assert.Equal(["phoneCode: phone-code-spent"], (await ConfirmAsync(intake.Confirming, id, phone, code)).FieldErrors);
    }

    [Fact]
    public async Task A_code_is_read_as_people_type_it_and_is_of_its_own_phone_and_time()
    {
        var phone = NewPhone();
        var (id, code) = await SentAsync(phone);
        Assert.Equal("phone-code-wrong", (await ConfirmAsync(intake.Confirming, id, NewPhone(), code)).Problem);
        var (another, newer) = await SentAsync(phone);
        if (newer != code)
            Assert.Equal("phone-code-wrong", (await ConfirmAsync(intake.Confirming, id, phone, newer)).Problem);
        var fullWidth = string.Concat(code.Select(digit => (char)(digit - '0' + '０')));
        Assert.Equal(200, (await ConfirmAsync(intake.Confirming, id, phone, $" {fullWidth[..3]}-{fullWidth[3..]} ")).Status);

        await using var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation);
        await connection.ExecuteAsync("UPDATE phone_codes SET expires_at = now() WHERE id = @another", new { another });
        Assert.Equal("phone-code-expired", (await ConfirmAsync(intake.Confirming, another, phone, newer)).Problem);
        Assert.Equal("phone-code-expired", (await ConfirmAsync(intake.Confirming, Guid.CreateVersion7(), phone, code)).Problem);
    }

    [Fact]
    public async Task A_phone_gets_so_many_codes_and_an_address_asks_for_so_many_in_all_copies_together()
    {
        var (phone, address) = (NewPhone(), NewAddress());
        var answers = await Task.WhenAll(Enumerable.Range(0, 15).Select(i => AskAsync(CopyFor(i), phone)));
        Assert.Equal(5, answers.Count(answer => answer.Status == 202));
        Assert.Equal(5, (await MessagesToAsync(phone)).Count);
        Assert.All(answers.Where(answer => answer.Status != 202), answer =>
        {
            Assert.Equal("too-many-phone-codes", answer.Problem);
            Assert.NotNull(answer.Response.Headers.RetryAfter?.Delta);
        });

        answers = await Task.WhenAll(Enumerable.Range(0, 2 * FewOfOne).Select(i => AskAsync(CopyFor(i), NewPhone(), address)));
        Assert.Equal(FewOfOne, answers.Count(answer => answer.Status == 202));
        Assert.Equal(202, (await AskAsync(intake.Confirming, NewPhone())).Status);
    }

    [Fact]
    public async Task Neither_table_nor_log_holds_a_number_or_a_code()
    {
        var phone = NewPhone();
        var (id, code) = await SentAsync(phone);
        await using var connection = await intake.Database.Source.OpenConnectionAsync(Cancellation);
        var row = await connection.QuerySingleAsync<string>(
            "SELECT code_hash || wrong || used FROM phone_codes WHERE id = @id",
            new { id }
        );
        Assert.Matches("^[0-9a-f]{64}0false$", row);
        await ConfirmAsync(intake.Confirming, id, phone, code);
        Assert.DoesNotContain(phone[1..], intake.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"là {code}", intake.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_scripts_is_asked_for_the_code_on_a_page_that_keeps_what_was_typed()
    {
        var (phone, article, address) = (NewPhone(), NewArticle(), NewAddress());
        List<KeyValuePair<string, string>> comment =
        [
            new("name", "Trần \"Bình\""),
            new("title", "Hỏi"),
            new("content", "Dòng một\r\nDòng hai <b>"),
            new("phone", phone),
            new("idempotencyKey", $"{Guid.CreateVersion7():n}"),
        ];
        var asked = await SendFormAsync(comment);
        Assert.Equal(400, asked.Status);
        Assert.DoesNotContain("role=\"alert\"", asked.Body, StringComparison.Ordinal);
        Assert.Contains($"{phone[..3]}****{phone[^3..]}", asked.Body, StringComparison.Ordinal);
        var given = HiddenFields.In(asked.Body);
        Assert.Equal(comment.Concat(comment), given.Where(field => field.Key != "codeId"));
        var sent = given.Single(field => field.Key == "codeId");
        var code = string.Concat(Assert.Single(await MessagesToAsync(phone)).Where(char.IsAsciiDigit).Take(6));

        foreach (var (typed, said) in new[] { (" ", "Bạn hãy nhập mã"), (code == "000000" ? "1" : "000000", "chưa đúng") })
        {
            var wrong = await SendFormAsync([.. comment, sent, new("phoneCode", typed)]);
            Assert.Equal(400, wrong.Status);
            Assert.Contains(said, WebUtility.HtmlDecode(wrong.Body), StringComparison.Ordinal);
            Assert.Equal(given, HiddenFields.In(wrong.Body));
        }
        Assert.Single(await MessagesToAsync(phone));
        var incomplete = await SendFormAsync([.. comment.Skip(1), sent, new("phoneCode", code)]);
        Assert.Contains("Họ và tên không được để trống", WebUtility.HtmlDecode(incomplete.Body), StringComparison.Ordinal);
        var taken = await SendFormAsync([.. comment, sent, new("phoneCode", code)]);
        Assert.Equal(303, taken.Status);
        Assert.StartsWith(PublicUrl + "/track/", taken.Response.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);

        var used = await SendFormAsync([.. comment, sent, new("phoneCode", code)]);
        Assert.Contains("đã được dùng", WebUtility.HtmlDecode(used.Body), StringComparison.Ordinal);
        Assert.DoesNotContain("codeId", used.Body, StringComparison.Ordinal);
        for (var i = 1; i < 5; i++)
            Assert.Contains("codeId", (await SendFormAsync(comment)).Body, StringComparison.Ordinal);
        var tooMany = await SendFormAsync(comment);
        Assert.Equal(429, tooMany.Status);
        Assert.Contains("nội dung bạn viết vẫn còn", WebUtility.HtmlDecode(tooMany.Body), StringComparison.Ordinal);
        Assert.Equal(comment, HiddenFields.In(tooMany.Body));

        Task<Answer> SendFormAsync(IEnumerable<KeyValuePair<string, string>> fields)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"articles/{article}/comments")
            {
                Content = new FormUrlEncodedContent(fields),
            };
            request.Headers.Add("Accept", "text/html");
            request.Headers.Add("X-Forwarded-For", address);
            return Answer.ToAsync(intake.Confirming, request);
        }
    }

    [Theory]
    [InlineData("""{}""", "phone: phone-required")]
    [InlineData("""{"phone":null}""", "phone: phone-required")]
    [InlineData("""{"phone":912345678}""", "phone: not-text")]
    [InlineData("""{"phone":"113"}""", "phone: invalid-phone")]
    [InlineData("""{"phone":"+1 202 555 0123"}""", "phone: phone-abroad")]
    [InlineData("""{"phone":"0912345678","text":"x"}""", "text: unknown-field")]
    public async Task What_is_no_wish_for_a_code_is_told_so(string body, string error) =>
        Assert.Equal([error], (await PostAsync(intake.Confirming, "phone-codes", body)).FieldErrors);

    [Theory]
    [InlineData("""{}""", "codeId: invalid-id", "phone: phone-required", "phoneCode: phone-code-required")]
    [InlineData("""{"codeId":"1","phone":"0912345678","phoneCode":"\ud800"}""", "codeId: invalid-id", Unreadable)]
    [InlineData("""{"codeId":["a"],"phone":"0912345678","phoneCode":"1"}""", "codeId: not-text")]
    public async Task What_is_no_answer_to_a_code_is_told_so(string body, params string[] errors) =>
        Assert.Equal(errors, (await PostAsync(intake.Confirming, "phone-passes", body)).FieldErrors);

    [Theory]
    [InlineData("Production", "file", "x", "PhoneCodes:Gate file is for trying: in Production nobody would get a code.")]
    [InlineData("Development", "file", "", "PhoneCodes:File must be the file to which PhoneCodes:Gate file writes.")]
    public void A_gate_that_sends_nothing_is_refused(string environment, string gate, string file, string said)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("PhoneCodes:Gate", gate), new("PhoneCodes:File", file)])
            .Build();
        var refused = Assert.Throws<InvalidOperationException>(() =>
            configuration.Read<PhoneCodeOptions>(new HostingEnvironment { EnvironmentName = environment }, "PhoneCodes")
        );
        Assert.Equal(said, refused.Message);
    }

    private static string NewPhone() => $"091{RandomNumberGenerator.GetInt32(10_000_000):d7}";

    private static string NewAddress() => Captchas.NewAddress();

    private HttpClient CopyFor(int i) => i % 2 == 0 ? intake.Confirming : intake.Verifying;

    private async Task<string> ConfirmedAsync(string phone)
    {
        var (id, code) = await SentAsync(phone);
        var answer = await ConfirmAsync(intake.Confirming, id, phone, code);
        Assert.Equal(200, answer.Status);
        return answer.Json.GetProperty("pass").GetString()!;
    }

    /// <summary>A code's id, and the code as the message to the phone tells it.</summary>
    private async Task<(Guid Id, string Code)> SentAsync(string phone)
    {
        var answer = await AskAsync(intake.Confirming, phone);
        Assert.Equal(202, answer.Status);
        var text = (await MessagesToAsync(phone))[^1];
        Assert.InRange(text.Length, 1, 70);
        return (answer.Id, string.Concat(text.Where(char.IsAsciiDigit).Take(6)));
    }

    private async Task<List<string>> MessagesToAsync(string phone)
    {
        using var file = new StreamReader(
            new FileStream(intake.Messages, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
        );
        var lines = (await file.ReadToEndAsync(Cancellation)).Split('\n').Select(line => line.Split('\t'));
        return [.. lines.Where(line => line.Length == 3 && line[1] == $"+84{phone[1..]}").Select(line => line[2])];
    }

    private Task<Answer> SubmitAsync(string? phone, string? pass)
    {
        var comment = Comments.With("phone", phone);
        comment["phonePass"] = pass;
        return SendAsync(intake.Confirming, comment);
    }

    private static Task<Answer> AskAsync(HttpClient copy, string phone, string? address = null) =>
        PostAsync(copy, "phone-codes", JsonContent.Create(new { phone }), address);

    private static Task<Answer> ConfirmAsync(HttpClient copy, Guid codeId, string phone, string phoneCode) =>
        PostAsync(
            copy,
            "phone-passes",
            JsonContent.Create(
                new
                {
                    codeId,
                    phone,
                    phoneCode,
                }
            )
        );

    private static Task<Answer> PostAsync(HttpClient copy, string what, string json) =>
        PostAsync(copy, what, new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));

    private static Task<Answer> PostAsync(HttpClient copy, string what, HttpContent content, string? address = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"articles/{NewArticle()}/{what}") { Content = content };
        request.Headers.Add("X-Forwarded-For", address ?? NewAddress());
        return Answer.ToAsync(copy, request);
    }

    private string PassOfLongAgo(string phone)
    {
        var keys = new AuthorKeyDerivation(new KeyOptions { Author = Convert.ToBase64String(intake.AuthorKey) });
        return new PhonePasses(new PhoneCodeOptions(), keys, new LongAgo()).Make(Phone.Parse(phone)!).Pass;
    }

    private sealed class LongAgo : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - TimeSpan.FromDays(31);
    }
}
