using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Moderation.Classifier.Tests.Perspective;

/// <summary>Requests as Perspective's clients send them, and what those clients read of the answers.</summary>
public class PerspectiveApiTests(ClassifierUnderTest classifier)
{
    private const string Toxic = "Cút đi, đồ n.g.u! Bài viết hay.";

    [Theory]
    [InlineData("v1alpha1/comments:analyze?key=anything")]
    [InlineData("./comments:analyze")]
    [InlineData("moderation/perspective/v1alpha1/comments:analyze?key=k&alt=json")]
    [InlineData("v1alpha1/comments%3Aanalyze?key=k")]
    public async Task Any_base_path_serves(string path)
    {
        var answer = await AnalyzeAsync(
            new { comment = new { text = Toxic }, requestedAttributes = new { TOXICITY = new { } } },
            path
        );
        Assert.InRange(Summary(answer, "TOXICITY"), 0.5, 1);
    }

    /// <summary>Coral: one model, the tenant's language or English, and the summary's value read.</summary>
    [Theory]
    [InlineData("TOXICITY")]
    [InlineData("SEVERE_TOXICITY")]
    public async Task Coral_gets_its_score_although_it_names_English(string model)
    {
        var answer = await AnalyzeAsync(
            new Dictionary<string, object>
            {
                ["comment"] = new { text = Toxic },
                ["doNotStore"] = true,
                ["requestedAttributes"] = new Dictionary<string, object> { [model] = new { } },
                ["languages"] = new[] { "en" },
            }
        );
        Assert.InRange(Summary(answer, model), 0, 1);
        Assert.Equal("en", Assert.Single(answer.GetProperty("languages").EnumerateArray()).GetString());
        Assert.Equal("vi", Assert.Single(answer.GetProperty("detectedLanguages").EnumerateArray()).GetString());
    }

    /// <summary>
    /// perspective-api-client and the moderation tool of Perspective's own makers: several attributes with options, context,
    /// annotations, a token.
    /// </summary>
    [Fact]
    public async Task Span_annotations_mark_the_words_in_the_text_as_sent()
    {
        var answer = await AnalyzeAsync(
            new
            {
                comment = new { text = Toxic, type = "PLAIN_TEXT" },
                context = new { entries = new[] { new { text = "Hà Nội mở đường mới", type = "PLAIN_TEXT" } } },
                requestedAttributes = new { TOXICITY = new { scoreType = "PROBABILITY", scoreThreshold = 0.0 }, SPAM = new { } },
                languages = new[] { "vi" },
                doNotStore = true,
                spanAnnotations = true,
                clientToken = "comment:17",
                sessionId = "s1",
                communityId = "Coral:bao.example",
            }
        );
        Assert.Equal("comment:17", answer.GetProperty("clientToken").GetString());
        Assert.Equal(
            "PROBABILITY",
            answer.GetProperty("attributeScores").GetProperty("SPAM").GetProperty("summaryScore").GetProperty("type").GetString()
        );
        var spans = answer
            .GetProperty("attributeScores")
            .GetProperty("TOXICITY")
            .GetProperty("spanScores")
            .EnumerateArray()
            .ToList();
        var marked = Assert.Single(spans, span => Cut(Toxic, span).Contains("n.g.u", StringComparison.Ordinal));
        Assert.Equal(Toxic.IndexOf("n.g.u", StringComparison.Ordinal) + 5, marked.GetProperty("end").GetInt32());
        Assert.InRange(marked.GetProperty("score").GetProperty("value").GetDouble(), 0.5, 1);
        Assert.Equal("PROBABILITY", marked.GetProperty("score").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Without_annotations_there_are_no_spans_and_no_token_that_was_not_sent()
    {
        var answer = await AnalyzeAsync(new { comment = new { text = Toxic }, requestedAttributes = new { TOXICITY = new { } } });
        Assert.False(answer.GetProperty("attributeScores").GetProperty("TOXICITY").TryGetProperty("spanScores", out _));
        Assert.False(answer.TryGetProperty("clientToken", out _));
        Assert.Equal("vi", Assert.Single(answer.GetProperty("languages").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Html_is_read_as_it_is_shown_and_marked_where_it_was_sent()
    {
        const string html = "<p class=\"ngu\">Đồ <b>n</b>.g.u, c&uacute;t đi</p>";
        var answer = await AnalyzeAsync(
            new
            {
                comment = new { text = html, type = "HTML" },
                requestedAttributes = new { TOXICITY = new { } },
                spanAnnotations = true,
            }
        );
        var spans = answer
            .GetProperty("attributeScores")
            .GetProperty("TOXICITY")
            .GetProperty("spanScores")
            .EnumerateArray()
            .ToList();
        Assert.NotEmpty(spans);
        Assert.All(spans, span =>
            Assert.InRange(span.GetProperty("begin").GetInt32(), html.IndexOf('Đ', StringComparison.Ordinal), html.Length - 1)
        );
        var whole = await AnalyzeAsync(
            new { comment = new { text = "Đồ  n .g.u, cút đi" }, requestedAttributes = new { TOXICITY = new { } } }
        );
        Assert.Equal(Summary(whole, "TOXICITY"), Summary(answer, "TOXICITY"), 0.05);
    }

    [Fact]
    public async Task Scores_below_their_threshold_are_left_out()
    {
        var some = await AnalyzeAsync(
            new
            {
                comment = new { text = Toxic },
                requestedAttributes = new { TOXICITY = new { scoreThreshold = 0.3 }, SPAM = new { scoreThreshold = 0.99 } },
            }
        );
        Assert.Equal("TOXICITY", Assert.Single(some.GetProperty("attributeScores").EnumerateObject()).Name);
        var none = await AnalyzeAsync(
            new { comment = new { text = Toxic }, requestedAttributes = new { SPAM = new { scoreThreshold = 0.99 } } }
        );
        Assert.False(none.TryGetProperty("attributeScores", out _));
    }

    /// <summary>
    /// A browser's <c>fetch</c> without headers sends plain text; older clients write the names of the protocol buffer.
    /// </summary>
    [Fact]
    public async Task The_media_type_and_the_spelling_of_names_do_not_matter()
    {
        using var response = await PostAsync(
            """
            {"comment":{"text":"Đồ ngu"},"requested_attributes":{"TOXICITY":{"score_threshold":0}},"client_token":"t",
             "do_not_store":true}
            """,
            media: "text/plain"
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("t", (await ReadAsync(response)).GetProperty("clientToken").GetString());
    }

    [Theory]
    [InlineData(
        """{"comment":{"text":""},"requestedAttributes":{"TOXICITY":{}}}""",
        "COMMENT_EMPTY",
        "Comment must be non-empty."
    )]
    [InlineData(
        """{"comment":{"text":"\u3164\u2800"},"requestedAttributes":{"TOXICITY":{}}}""",
        "COMMENT_EMPTY",
        "Comment must be non-empty."
    )]
    [InlineData(
        """{"comment":{"text":"<br>","type":"HTML"},"requestedAttributes":{"TOXICITY":{}}}""",
        "COMMENT_EMPTY",
        "Comment must be non-empty."
    )]
    [InlineData("""{"requestedAttributes":{"TOXICITY":{}}}""", "COMMENT_EMPTY", "Comment must be non-empty.")]
    [InlineData("""{"comment":{"text":"Chào"}}""", "NO_REQUESTED_ATTRIBUTES", "Missing requested_attributes")]
    [InlineData(
        """{"comment":{"text":"Chào"},"requestedAttributes":{}}""",
        "NO_REQUESTED_ATTRIBUTES",
        "Missing requested_attributes"
    )]
    [InlineData(
        """{"comment":{"text":"Chào"},"requestedAttributes":{"KINDNESS":{}}}""",
        "INVALID_REQUEST",
        "Unknown requested attribute: KINDNESS"
    )]
    [InlineData(
        """{"comment":{"text":"Chào"},"requestedAttributes":{"SPAM":{"scoreType":"STD_DEV_SCORE"}}}""",
        "INVALID_REQUEST",
        "Requested score type STD_DEV_SCORE is not supported by attribute SPAM"
    )]
    [InlineData(
        """{"comment":{"text":"Chào","type":"MARKDOWN"},"requestedAttributes":{"SPAM":{}}}""",
        "INVALID_REQUEST",
        "Unknown text type"
    )]
    [InlineData(
        """{"comment":{"text":"Đường mới đẹp"},"requestedAttributes":{"TOXICITY":{},"INSULT":{}}}""",
        "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        "Attribute INSULT does not support request languages: vi"
    )]
    [InlineData(
        """
            {"comment":{"text":"You are the worst writer that we have here"},"requestedAttributes":{"TOXICITY":{}},
             "languages":["en"]}
            """,
        "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        "Attribute TOXICITY does not support request languages: en"
    )]
    [InlineData(
        """{"comment":{"text":"Спасибо за статью"},"requestedAttributes":{"SPAM":{}}}""",
        "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        "Attribute SPAM does not support request languages: ru"
    )]
    public async Task What_Perspective_refuses_is_refused_in_its_words(string body, string errorType, string message)
    {
        var error = await RefusedAsync(body, HttpStatusCode.BadRequest, "INVALID_ARGUMENT");
        Assert.Equal(message, error.GetProperty("message").GetString());
        var detail = Assert.Single(error.GetProperty("details").EnumerateArray());
        Assert.Equal("type.googleapis.com/google.commentanalyzer.v1alpha1.Error", detail.GetProperty("@type").GetString());
        Assert.Equal(errorType, detail.GetProperty("errorType").GetString());
    }

    /// <summary>
    /// Clients take the attribute from the error, leave it out and ask again, or ask for it to be dropped at once.
    /// </summary>
    [Fact]
    public async Task An_attribute_that_is_not_scored_here_is_named_or_dropped()
    {
        var request = """{"comment":{"text":"Đường mới đẹp"},"requestedAttributes":{"TOXICITY":{},"THREAT":{}}}""";
        var error = await RefusedAsync(request, HttpStatusCode.BadRequest, "INVALID_ARGUMENT");
        var language = error.GetProperty("details")[0].GetProperty("languageNotSupportedByAttributeError");
        Assert.Equal("THREAT", language.GetProperty("attribute").GetString());
        Assert.Equal("vi", language.GetProperty("detectedLanguages")[0].GetString());

        using var response = await PostAsync(request.Insert(1, "\"dropUnsupportedAttributes\":true,"));
        Assert.Equal(
            "TOXICITY",
            Assert.Single((await ReadAsync(response)).GetProperty("attributeScores").EnumerateObject()).Name
        );
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("")]
    [InlineData("""{"comment":"text","requestedAttributes":{"TOXICITY":{}}}""")]
    [InlineData("""{"comment":{"text":5},"requestedAttributes":{"TOXICITY":{}}}""")]
    [InlineData("""{"comment":{"text":"a"},"requestedAttributes":["TOXICITY"]}""")]
    [InlineData("""{"comment":{"text":"a"},"requestedAttributes":{"TOXICITY":0.7}}""")]
    [InlineData("""{"comment":{"text":"\ud83d"},"requestedAttributes":{"TOXICITY":{}}}""")]
    public async Task What_is_no_request_is_refused(string body) =>
        await RefusedAsync(body, HttpStatusCode.BadRequest, "INVALID_ARGUMENT");

    [Fact]
    public async Task Texts_are_taken_up_to_the_limit_of_Perspective()
    {
        var longest = Body(new string('ạ', 20_480 / 3) + "aa");
        using var response = await PostAsync(longest);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var tooLong = await RefusedAsync(
            Body(new string('ạ', 20_480 / 3) + "aaa"),
            HttpStatusCode.BadRequest,
            "INVALID_ARGUMENT"
        );
        Assert.Equal("COMMENT_TOO_LONG", tooLong.GetProperty("details")[0].GetProperty("errorType").GetString());
        using var escaped = await PostAsync(Body(string.Concat(Enumerable.Repeat(@"\u003c", 20_480))));
        Assert.Equal(HttpStatusCode.OK, escaped.StatusCode);
        await RefusedAsync(Body(new string('a', 150_000)), HttpStatusCode.BadRequest, "INVALID_ARGUMENT");

        static string Body(string text) =>
            """{"comment":{"text":"?"},"requestedAttributes":{"TOXICITY":{}}}""".Replace("?", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1alpha1/comments:analyze")]
    [InlineData("v1alpha1/comments:analyze?key=")]
    [InlineData("v1alpha1/comments:analyze?key=" + ClassifierUnderTest.PerspectiveKey + "x")]
    public async Task Where_a_key_is_configured_it_is_asked_for(string path)
    {
        using var response = await PostAsync("{}", path, classifier.Damaged);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("PERMISSION_DENIED", (await ReadAsync(response)).GetProperty("error").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Without_a_usable_model_the_answer_says_so_in_the_same_form()
    {
        using var response = await PostAsync(
            """{"comment":{"text":"Chào"},"requestedAttributes":{"TOXICITY":{}}}""",
            "v1alpha1/comments:analyze?key=" + ClassifierUnderTest.PerspectiveKey,
            classifier.Damaged
        );
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("UNAVAILABLE", (await ReadAsync(response)).GetProperty("error").GetProperty("status").GetString());
    }

    private static string Cut(string text, JsonElement span) =>
        text[span.GetProperty("begin").GetInt32()..span.GetProperty("end").GetInt32()];

    private static double Summary(JsonElement answer, string attribute) =>
        answer.GetProperty("attributeScores").GetProperty(attribute).GetProperty("summaryScore").GetProperty("value").GetDouble();

    private async Task<JsonElement> AnalyzeAsync(object request, string path = "v1alpha1/comments:analyze?key=k")
    {
        using var response = await PostAsync(JsonSerializer.Serialize(request), path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync(response);
    }

    private async Task<JsonElement> RefusedAsync(string body, HttpStatusCode code, string status)
    {
        using var response = await PostAsync(body);
        Assert.Equal(code, response.StatusCode);
        var error = (await ReadAsync(response)).GetProperty("error");
        Assert.Equal((int)code, error.GetProperty("code").GetInt32());
        Assert.Equal(status, error.GetProperty("status").GetString());
        Assert.NotEqual("", error.GetProperty("message").GetString());
        return error;
    }

    private Task<HttpResponseMessage> PostAsync(
        string body,
        string path = "v1alpha1/comments:analyze?key=k",
        HttpClient? client = null,
        string media = "application/json"
    ) =>
        (client ?? classifier.Client).PostAsync(
            path,
            new StringContent(body, Encoding.UTF8, media),
            TestContext.Current.CancellationToken
        );

    private static Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
}
