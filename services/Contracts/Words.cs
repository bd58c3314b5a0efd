namespace Moderation.Contracts;

/// <summary>A text in the two languages of the product.</summary>
public sealed record Words(string Vi, string En);
