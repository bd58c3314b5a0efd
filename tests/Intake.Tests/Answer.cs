using System.Text.Json;

namespace Moderation.Intake.Tests;

/// <summary>What came back: its status, headers and body.</summary>
public sealed record Answer(int Status, HttpResponseMessage Response, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public Guid Id => Json.GetProperty("id").GetGuid();

    public string TrackingUrl => Json.GetProperty("trackingUrl").GetString()!;

    /// <summary>The problem's code; the answer must be a problem document in both languages.</summary>
    public string Problem
    {
        get
        {
            Xunit.Assert.Equal("application/problem+json", Response.Content.Headers.ContentType?.MediaType);
            Xunit.Assert.Equal(Status, Json.GetProperty("status").GetInt32());
            Xunit.Assert.NotEmpty(Json.GetProperty("vi").GetString()!);
            Xunit.Assert.NotEmpty(Json.GetProperty("en").GetString()!);
            return Json.GetProperty("code").GetString()!;
        }
    }

    /// <summary>The codes of each field's errors, in the form <c>name: required</c>, sorted.</summary>
    public IReadOnlyList<string> FieldErrors =>
        [
            .. Json.GetProperty("errors")
                .EnumerateObject()
                .SelectMany(errors =>
                    errors.Value.EnumerateArray().Select(error => $"{errors.Name}: {error.GetProperty("code").GetString()}")
                )
                .Order(StringComparer.Ordinal),
        ];

    public static async Task<Answer> ToAsync(HttpClient client, HttpRequestMessage request)
    {
        var response = await client.SendAsync(request);
        return new Answer((int)response.StatusCode, response, await response.Content.ReadAsStringAsync());
    }
}
