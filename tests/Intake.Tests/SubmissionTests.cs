using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Xunit;

namespace Moderation.Intake.Tests;

public class SubmissionTests(IntakeUnderTest intake)
{
    [Fact]
    public async Task An_accepted_comment_is_answered_with_its_id_and_a_secret_link()
    {
        var answer = await intake.PostAsync(Comments.Valid());
        Assert.Equal(202, answer.Status);
        Assert.Equal(["id", "trackingUrl"], answer.Json.EnumerateObject().Select(p => p.Name));
        Assert.Matches($"^{IntakeUnderTest.PublicUrl}/track/[A-Za-z0-9_-]{{22}}$", answer.TrackingUrl);
        Assert.Equal(answer.TrackingUrl, answer.Response.Headers.Location!.AbsoluteUri);
        Assert.Equal(7, answer.Id.Version);
    }

    [Fact]
    public async Task The_message_says_all_that_its_consumers_need()
    {
        var comment = Comments.Valid();
        comment["phone"] = "0912 345 678";
        comment["title"] = "  Cầu mới\u00a0";
        comment["content"] = "Dòng một\r\n\tDo\u0300ng hai 👩‍👩‍👧 ";
        var article = IntakeUnderTest.NewArticle();
        var parent = (await intake.ShowAsync(article)).Id.ToString();
        comment["parentId"] = parent;
        comment["article"] = new JsonObject
        {
            ["headline"] = "Cầu Vĩnh Tuy 2 thông xe",
            ["lead"] = "Sau ba năm thi công.",
            ["section"] = "Thời sự",
            ["url"] = "https://bao.example.vn/cau-vinh-tuy-2?a=1",
        };
        comment["reader"] = new JsonObject { ["address"] = "::ffff:203.0.113.7", ["device"] = "may-1" };

        var (id, _) = await intake.SubmitAsync(comment, article);

        Assert.Contains(
            "\"urn:message:Moderation.Contracts:CommentSubmitted\"",
            await intake.SubmittedAsync(id),
            StringComparison.Ordinal
        );
        var message = JsonObject.Create(await intake.MessageAsync(id))!;
        Assert.InRange(
            message["submittedAt"]!.GetValue<DateTimeOffset>(),
            DateTimeOffset.UnixEpoch,
            TimeProvider.System.GetUtcNow()
        );
        message.Remove("submittedAt");
        var expected = new JsonObject
        {
            ["commentId"] = id.ToString(),
            ["revision"] = 1,
            ["article"] = new JsonObject
            {
                ["id"] = article,
                ["headline"] = "Cầu Vĩnh Tuy 2 thông xe",
                ["lead"] = "Sau ba năm thi công.",
                ["section"] = "Thời sự",
                ["url"] = "https://bao.example.vn/cau-vinh-tuy-2?a=1",
            },
            ["parentId"] = parent,
            ["text"] = new JsonObject
            {
                ["name"] = "Nguyễn Thị Hòa",
                ["title"] = "Cầu mới",
                ["content"] = "Dòng một\r\n\tDo\u0300ng hai 👩‍👩‍👧",
            },
            ["author"] = new JsonObject
            {
                ["phone"] = Hash("phone:+84912345678"),
                ["address"] = Hash("address:203.0.113.7"),
                ["device"] = Hash("device:may-1"),
                ["maskedPhone"] = "091****678",
            },
            ["preModerated"] = false,
            ["fromAuthor"] = false,
        };
        Assert.Equal(expected.ToJsonString(), message.ToJsonString());
    }

    [Fact]
    public async Task What_is_unknown_is_left_out_of_the_message()
    {
        var comment = Comments.With("article", null);
        comment["parentId"] = null;
        var (id, _) = await intake.SubmitAsync(comment);
        var message = await intake.MessageAsync(id);
        Assert.Equal(
            ["commentId", "revision", "submittedAt", "article", "text", "author", "preModerated", "fromAuthor"],
            message.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal(["id"], message.GetProperty("article").EnumerateObject().Select(p => p.Name));
        Assert.Empty(message.GetProperty("author").EnumerateObject());
    }

    [Fact]
    public async Task A_phone_number_is_encrypted_at_rest_and_in_no_message_or_log()
    {
        var (id, _) = await intake.SubmitAsync(Comments.With("phone", "098 765 4321"));
        await using var connection = await intake.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var row =
            (IDictionary<string, object?>)
                await connection.QuerySingleAsync("SELECT * FROM submissions WHERE id = @id", new { id });

        var phone = (byte[])row["phone_cipher"]!;
        var plain = new byte[phone.Length - 28];
        using (var aes = new AesGcm(intake.PhoneKey, 16))
            aes.Decrypt(
                phone.AsSpan(0, 12),
                phone.AsSpan(12, plain.Length),
                phone.AsSpan(phone.Length - 16),
                plain,
                id.ToByteArray(bigEndian: true)
            );
        Assert.Equal("+84987654321", Encoding.ASCII.GetString(plain));
        Assert.Equal(Hash("phone:+84987654321"), row["phone_hash"]);
        Assert.Matches("^[0-9a-f]{8}$", (string)row["phone_key_id"]!);

        var stored = string.Join(
            '\n',
            row.Values.Select(value =>
                value is byte[] bytes ? Convert.ToHexString(bytes) + Encoding.Latin1.GetString(bytes) : value?.ToString()
            )
        );
        foreach (var text in new[] { stored, await intake.SubmittedAsync(id), intake.Logs.Text })
        {
            Assert.DoesNotContain("987654321", text, StringComparison.Ordinal);
            Assert.DoesNotContain("098 765 4321", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Two_rows_with_the_same_phone_number_look_different()
    {
        var (first, _) = await intake.SubmitAsync(Comments.With("phone", "0912345678"));
        var (second, _) = await intake.SubmitAsync(Comments.With("phone", "+84 912 345 678"));
        await using var connection = await intake.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var rows = (
            await connection.QueryAsync<(byte[] Cipher, string Hash)>(
                "SELECT phone_cipher, phone_hash FROM submissions WHERE id = ANY(@ids)",
                new { ids = new[] { first, second } }
            )
        ).AsList();
        Assert.NotEqual(rows[0].Cipher, rows[1].Cipher);
        Assert.Equal(rows[0].Hash, rows[1].Hash);
    }

    [Fact]
    public async Task The_readers_address_is_stored_only_as_a_keyed_hash()
    {
        var (id, _) = await intake.SubmitAsync(Comments.With("reader.address", "198.51.100.23"));
        await using var connection = await intake.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var row = await connection.QuerySingleAsync<string>("SELECT s::text FROM submissions s WHERE id = @id", new { id });
        Assert.Contains(Hash("address:198.51.100.23"), row, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "198.51.100.23",
            row + await intake.SubmittedAsync(id) + intake.Logs.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Text_is_never_logged()
    {
        await intake.SubmitAsync(Comments.With("content", "cụm-từ-không-được-ghi-lại"));
        await intake.PostAsync(Comments.With("name", "cụm-từ-không-được-ghi-lại\u0001"));
        Assert.DoesNotContain("cụm-từ-không-được-ghi-lại", intake.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_comment_of_a_burst_gets_its_own_row_and_message()
    {
        var article = IntakeUnderTest.NewArticle();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 300).Select(i => intake.PostAsync(Comments.With("content", $"Bình luận {i}"), article))
        );
        Assert.All(answers, answer => Assert.Equal(202, answer.Status));
        foreach (var answer in answers)
            Assert.Contains(article, await intake.SubmittedAsync(answer.Id), StringComparison.Ordinal);
        await using var connection = await intake.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var stored = await connection.QueryAsync<Guid>("SELECT id FROM submissions WHERE article_id = @article", new { article });
        Assert.Equal(answers.Select(a => a.Id).Order(), stored.Order());
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "openapi/v1.json");
        var answer = await Answer.ToAsync(intake.Site, request);
        Assert.Equal(200, answer.Status);
        var post = answer.Json.GetProperty("paths").GetProperty("/articles/{articleId}/comments").GetProperty("post");
        Assert.Equal(
            ["application/json", "application/x-www-form-urlencoded"],
            post.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(p => p.Name)
        );
        var schema = answer.Json.GetProperty("components").GetProperty("schemas").GetProperty("SubmissionRequest");
        Assert.Equal(["name", "content"], schema.GetProperty("required").EnumerateArray().Select(p => p.GetString()));
    }

    private string Hash(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(intake.AuthorKey, Encoding.UTF8.GetBytes(text)));
}
