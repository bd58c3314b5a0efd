namespace Moderation.Moderator.Operations;

/// <summary>
/// The route constraint <c>name</c>: 1 to 50 of a-z, 0-9 and -, as sites and endpoints are called, so that what is put into
/// another service's path stays one segment of it.
/// </summary>
internal sealed class NameConstraint : IRouteConstraint
{
    private const int Longest = 50;

    public bool Match(
        HttpContext? httpContext,
        IRouter? route,
        string routeKey,
        RouteValueDictionary values,
        RouteDirection routeDirection
    ) =>
        values[routeKey] is string { Length: > 0 and <= Longest } name
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
