using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Moderation.Publisher.Publications;

/// <summary>
/// 200 with bytes that caches may keep for 5 s and an ETag made from them, or 304 without a body to whoever has them already.
/// </summary>
internal static class Cacheable
{
    public static Task WriteAsync(HttpContext context, string contentType, byte[] body)
    {
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = TimeSpan.FromSeconds(5) };
        if (
            context
                .Request.GetTypedHeaders()
                .IfNoneMatch.Any(known =>
                    known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any)
                )
        )
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
