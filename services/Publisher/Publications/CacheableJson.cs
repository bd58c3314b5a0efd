using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Moderation.Publisher.Publications;

/// <summary>
/// 200 with the value as JSON and an ETag made from its bytes, or 304 without a body to whoever has it already.
/// </summary>
internal sealed class CacheableJson<TValue>(TValue value) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var options = httpContext.RequestServices.GetRequiredService<IOptions<HttpJsonOptions>>().Value;
        var body = JsonSerializer.SerializeToUtf8Bytes(value, options.SerializerOptions);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");
        var headers = httpContext.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = TimeSpan.FromSeconds(5) };
        if (
            httpContext
                .Request.GetTypedHeaders()
                .IfNoneMatch.Any(known =>
                    known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any)
                )
        )
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        return httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
