using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>Ten wrong passwords a minute from one address; whoever signs in rightly is not counted.</summary>
public sealed class SignInLimit : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _failures = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) }));

    /// <returns>The answer to an address that has failed too often, or null.</returns>
    internal ProblemHttpResult? Refusal(HttpContext context)
    {
        using var lease = _failures.AttemptAcquire(AddressOf(context), permitCount: 0);
        if (lease.IsAcquired)
            return null;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? (int)Math.Ceiling(left.TotalSeconds) : 60;
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(
            429, "too-many-attempts", "Bạn đã nhập sai quá nhiều lần. Vui lòng đợi một phút rồi thử lại.", "Too many wrong attempts. Please wait a minute and try again.");
    }

    internal void CountFailure(HttpContext context) => _failures.AttemptAcquire(AddressOf(context)).Dispose();

    public void Dispose() => _failures.Dispose();

    private static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress ?? IPAddress.None;
}
